package org.pybridge.arrow;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

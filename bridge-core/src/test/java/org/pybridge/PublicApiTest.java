package org.pybridge;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

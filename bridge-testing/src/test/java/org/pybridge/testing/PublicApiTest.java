package org.pybridge.testing;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

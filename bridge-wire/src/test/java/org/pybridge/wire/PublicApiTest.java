package org.pybridge.wire;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

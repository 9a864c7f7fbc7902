package org.pybridge.bundled;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

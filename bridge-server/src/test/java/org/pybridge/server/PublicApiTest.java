package org.pybridge.server;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

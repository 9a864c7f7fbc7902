package org.pybridge.process;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

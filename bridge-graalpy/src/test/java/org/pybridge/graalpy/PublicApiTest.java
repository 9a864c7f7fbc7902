package org.pybridge.graalpy;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

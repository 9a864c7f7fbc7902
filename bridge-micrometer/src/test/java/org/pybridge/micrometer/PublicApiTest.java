package org.pybridge.micrometer;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

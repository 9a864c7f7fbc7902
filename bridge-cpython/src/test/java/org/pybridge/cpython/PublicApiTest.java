package org.pybridge.cpython;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

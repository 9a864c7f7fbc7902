package org.pybridge.grpc;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

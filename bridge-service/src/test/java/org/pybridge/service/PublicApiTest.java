package org.pybridge.service;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

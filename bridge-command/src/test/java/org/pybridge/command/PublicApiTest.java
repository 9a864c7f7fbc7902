package org.pybridge.command;

import org.pybridge.rules.PublicApi;

class PublicApiTest extends PublicApi {}

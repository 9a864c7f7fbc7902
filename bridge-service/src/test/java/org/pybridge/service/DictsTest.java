package org.pybridge.service;

import org.pybridge.Python;

class DictsTest extends UserServiceCases {
    @Override
    Python start() {
        return Pythons.workers();
    }

    @Override
    String entryPoint() {
        return "users_dicts:UserService";
    }

    @Override
    MessageForm form() {
        return MessageForm.DICTS;
    }
}

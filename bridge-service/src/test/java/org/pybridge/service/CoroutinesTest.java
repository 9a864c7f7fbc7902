package org.pybridge.service;

import org.pybridge.Python;

class CoroutinesTest extends UserServiceCases {
    @Override
    Python start() {
        return Pythons.workers();
    }

    @Override
    String entryPoint() {
        return "users_async:UserService";
    }

    @Override
    MessageForm form() {
        return MessageForm.CLASSES_OR_DICTS;
    }
}

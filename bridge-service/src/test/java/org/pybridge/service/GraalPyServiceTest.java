package org.pybridge.service;

import org.pybridge.Python;

class GraalPyServiceTest extends UserServiceCases {
    @Override
    Python start() {
        return Pythons.graalPy();
    }

    @Override
    String entryPoint() {
        return "users_dicts:UserService";
    }

    @Override
    MessageForm form() {
        return MessageForm.CLASSES_OR_DICTS;
    }
}

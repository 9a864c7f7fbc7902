package org.pybridge.service;

import org.pybridge.Python;

class ClassesTest extends UserServiceCases {
    @Override
    Python start() {
        return Pythons.withProtobuf();
    }

    @Override
    String entryPoint() {
        return "users_classes:UserService";
    }

    @Override
    MessageForm form() {
        return MessageForm.CLASSES;
    }
}

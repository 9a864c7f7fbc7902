package org.pybridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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

    /** The thread of the loop that waits for the client's next line is let go. */
    @Test
    void aMethodMayStopWaitingForItsClient() throws Exception {
        Conversation conversation = new Conversation();
        conversation.say("wait");
        assertThat(conversation.next()).isEqualTo("nobody");
        conversation.end.get(10, TimeUnit.SECONDS);
    }
}

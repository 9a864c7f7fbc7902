package org.pybridge.examples.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ServiceExamplesTest {
    private static final String USERS = "[user 1 is Ada, all are Ada, Grace, NOT_FOUND: there is no user 7]";
    private static final String HATS = "[a blue hat of 12 inches, invalid_argument: I can't make a hat that small!]";

    private interface Example {
        void run(PrintStream out) throws Exception;
    }

    private static String printed(Example example) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            example.run(out);
        }
        return bytes.toString(UTF_8);
    }

    @Test
    void theUserServiceIsTheSameWhoeverImplementsIt() throws Exception {
        assertThat(printed(UserServices::run).lines())
                .containsSequence(
                        "Java implements, Python calls: " + USERS,
                        "Python implements on Java's server, Java calls: " + USERS,
                        "Python implements on its own server, Java calls: " + USERS);
    }

    @Test
    void hatsAreMadeWhoeverServes() throws Exception {
        assertThat(printed(Haberdashery::run).lines())
                .containsSequence(
                        "Java serves, Python calls: " + HATS,
                        "Java serves, Java calls: " + HATS,
                        "Java serves, curl calls: {\"inches\":12,\"color\":\"blue\"}",
                        "Python serves, Java calls: " + HATS);
    }

    @Test
    void noPredictionIsLostWithAServer() throws Exception {
        assertThat(printed(RemoteInference::run)).contains("400 of 400 predictions came");
    }

    @Test
    void aModelIsCalledByTritonsOwnClient() throws Exception {
        assertThat(printed(OpenInference::run).lines())
                .containsSequence(
                        "Triton's client: live True, ready True",
                        "Triton's client: model ready True, platform numpy",
                        "Triton's client: [1 2 3] becomes [2 4 6]",
                        "Triton's client: there is no model 'tripler', only 'doubler'");
    }
}

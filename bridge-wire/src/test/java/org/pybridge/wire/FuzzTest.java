package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random trees go both ways. */
class FuzzTest {
    private static final int TREES = 2_000;
    private static final int LEVELS = 4;

    private static Peer own;
    private static Optional<Peer> withPackage;

    @BeforeAll
    static void start() {
        own = Peer.own();
        withPackage = Peer.withPackage();
    }

    @AfterAll
    static void stop() {
        own.close();
        withPackage.ifPresent(Peer::close);
    }

    @Test
    void javasTreesComeBackFromPythonsOwnCodec() {
        comeBack(own);
    }

    @Test
    void javasTreesComeBackFromThePackage() {
        comeBack(packaged());
    }

    private static void comeBack(Peer peer) {
        for (long seed = 0; seed < TREES; seed++) {
            Object tree = new RandomValues(seed).value(LEVELS);
            Object back = Things.read(peer.returned(Things.written(tree)));
            assertThat(Description.of(back)).as("seed %d", seed).isEqualTo(Description.of(tree));
        }
    }

    @Test
    void pythonsTreesComeBackToItsOwnCodec() {
        comeBackToPython(own);
    }

    @Test
    void pythonsTreesComeBackToThePackage() {
        comeBackToPython(packaged());
    }

    private static void comeBackToPython(Peer peer) {
        for (int seed = 0; seed < TREES; seed++) {
            String tree = "random_value(" + seed + ")";
            byte[] back = Things.written(Things.read(peer.encoded(tree)));
            assertThat(peer.difference(tree, back)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void bothCodecsOfPythonSendTheSameValues() {
        for (int seed = 0; seed < TREES; seed++) {
            String tree = "random_value(" + seed + ")";
            assertThat(Description.of(Things.read(packaged().encoded(tree))))
                    .as("seed %d", seed)
                    .isEqualTo(Description.of(Things.read(own.encoded(tree))));
        }
    }

    private static Peer packaged() {
        assumeTrue(withPackage.isPresent(), "no Python with msgpack, and pip could not get it");
        return withPackage.get();
    }
}

package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.PyModule;
import org.pybridge.PyName;
import org.pybridge.Session;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Interfaces that do not match what they are bound to. */
public abstract class BindingMismatchCases extends Cases {

    /** Everything here is wrong. */
    @PyModule("lab")
    interface Wrong {
        int notThere();

        String greet(String name, String greeting, String punctuation, String more);

        @PyName("greet")
        String greetNobody();

        @PyName("two")
        int twoOptional(int first, Optional<Integer> second);

        @PyName("greet")
        String greetLoudly(String name, @PyName("volume") int volume);

        int keywordOnly(int width);

        int answer(int question);

        @PyName("naturals")
        long naturalsFrom(long... start);
    }

    /** Says nothing of a module. */
    interface Unannotated {
        int answer();
    }

    /** A module that does not exist. */
    @PyModule("no_such_module")
    interface Nowhere {
        int answer();
    }

    /** No entry point. */
    @PyModule("not a module")
    interface Misspelt {
        int answer();
    }

    /** No interface. */
    @PyModule("lab")
    abstract static class Concrete {
        abstract int answer();
    }

    /** Wants a background. */
    @PyModule("lab")
    interface Later {
        CompletableFuture<Integer> asyncAdd(int a, int b);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "there is no 'not_there'",
                "greet(name, greeting=..., punctuation=...) takes no further positional argument for 'more'",
                "'name' of Python's greet(name, greeting=..., punctuation=...) is not passed",
                "'second' of Python's two(first, second) has no default",
                "no parameter named 'volume'",
                "keyword_only(width, height=...) takes no further positional argument for 'width'",
                "'answer' is no function in Python",
                "naturals() has no *args for 'start'"
            })
    void everyMismatchIsReportedAtOnce(String mismatch) {
        assertThatThrownBy(() -> python().bind(Wrong.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not match module lab")
                .hasMessageContaining(mismatch);
    }

    @Test
    void aMismatchIsReportedByASessionToo() {
        try (Session session = python().session()) {
            assertThatThrownBy(() -> session.bind(Wrong.class)).hasMessageContaining("'not_there'");
        }
    }

    @Test
    void anInterfaceWithoutAnnotationCannotBeBound() {
        assertThatThrownBy(() -> python().bind(Unannotated.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@PyModule");
    }

    @Test
    void aClassCannotBeBound() {
        assertThatThrownBy(() -> python().bind(Concrete.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no interface");
    }

    @Test
    void aMissingModuleIsPythonsImportError() {
        assertThat(Raises.assertRaises(() -> python().bind(Nowhere.class)).type())
                .isEqualTo("ModuleNotFoundError");
    }

    @Test
    void aModuleThatIsNoEntryPointIsRefused() {
        assertThatThrownBy(() -> python().bind(Misspelt.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a module");
    }

    @Test
    void aFutureNeedsAPoolBehindIt() {
        try (Session session = python().session()) {
            assertThatThrownBy(() -> session.bind(Later.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("background");
        }
    }
}

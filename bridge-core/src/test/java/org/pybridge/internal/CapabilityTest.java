package org.pybridge.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pybridge.Opaque;
import org.pybridge.Python;
import org.pybridge.UnsupportedCapabilityException;
import org.pybridge.spi.Backend;
import org.pybridge.spi.Capability;
import org.pybridge.spi.Host;
import org.pybridge.spi.Interpreter;

/** What a backend cannot do is refused by name, before anything runs. */
class CapabilityTest {
    private final Python python = Python.builder(new Incapable()).build();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void aCallbackIsRefusedWhereThereAreNone() {
        Supplier<Integer> callback = () -> 1;

        assertThatThrownBy(() -> python.call("m:f", List.of(callback)))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessage("backend incapable cannot do CALLBACKS; use one that can");
    }

    @Test
    void anOpaqueObjectIsRefusedWhereItCannotComeBack() {
        assertThatThrownBy(() -> python.eval("x", Map.of("x", Opaque.of(new Object()))))
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("OPAQUE_OBJECTS");
    }

    @Test
    void aSessionIsRefusedWhereObjectsDoNotStay() {
        assertThatThrownBy(python::session)
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("OBJECTS");
    }

    @Test
    void keepingInterruptedInterpretersIsRefusedWhereAnInterruptSpoilsThem() {
        assertThatThrownBy(() -> Python.builder(new Incapable())
                        .pool(pool -> pool.reuseInterrupted(true))
                        .build())
                .isInstanceOf(UnsupportedCapabilityException.class)
                .hasMessageContaining("REUSE_INTERRUPTED");
    }

    /** A backend that can only be started; a call would fail the test. */
    private static final class Incapable extends StubInterpreter implements Backend {
        @Override
        public String name() {
            return "incapable";
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }

        @Override
        public Interpreter start(Host host) {
            return this;
        }
    }
}

package org.pybridge.grpc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pybridge.graalpy.GraalPy;
import org.pybridge.testing.calls.CallCases;
import org.pybridge.testing.calls.GeneratorCases;
import org.pybridge.testing.errors.ErrorCases;
import org.pybridge.testing.objects.CallbackCases;
import org.pybridge.testing.objects.ObjectCases;
import org.pybridge.testing.support.Fixture;
import org.pybridge.testing.values.RoundTripCases;

/** A server on an engine in its own JVM passes what of the contract depends on the engine most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteGraalPyTest {
    private static final int INTERPRETERS = 4;

    @RegisterExtension
    static final LoopbackServer SERVER =
            new LoopbackServer(INTERPRETERS, () -> GraalPy.builder().build());

    @RegisterExtension
    final Fixture fixture = new Fixture();

    @BeforeAll
    void start() {
        fixture.start(SERVER::client);
    }

    @AfterAll
    void stop() {
        fixture.stop();
    }

    @Nested
    class Calls extends CallCases {}

    @Nested
    class Callbacks extends CallbackCases {}

    @Nested
    class Errors extends ErrorCases {}

    @Nested
    class LiveObjects extends ObjectCases {}

    @Nested
    class Generators extends GeneratorCases {}

    @Nested
    class RoundTrips extends RoundTripCases {}
}

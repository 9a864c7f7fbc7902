package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.CallTimeoutException;
import org.pybridge.InterpreterLostException;
import org.pybridge.PoolTimeoutException;
import org.pybridge.PyModule;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.pool.PoolBuilder;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Background;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.LosesInterpreter;

/** What first calls import and load does not count against the limit of a call, and a limit that is too short does not fail for ever. */
@Timeout(180)
public abstract class FirstCallCases extends Cases {
    private static final Duration LIMIT = Duration.ofMillis(1500);

    @PyModule("slow")
    interface Slow {
        int twice(int number);
    }

    private Python own;

    @AfterEach
    void closeOwn() {
        if (own != null) {
            own.closeNow();
        }
    }

    /** A module whose import takes longer than a call may, and whose first call takes longer, too, until it was warmed up. */
    private void start(Consumer<PoolBuilder> options) {
        needs(Capability.INTERRUPT);
        own = fixture()
                .builder()
                .module("slow", """
                        import time
                        time.sleep(2)
                        loaded = False
                        def twice(number): return 2 * number
                        def load():
                            global loaded
                            if not loaded:
                                time.sleep(2)
                                loaded = True
                            return loaded
                        """)
                .pool(pool -> options.accept(pool.size(1)))
                .callTimeout(LIMIT)
                .build();
    }

    @Test
    void namedImportsAreNotPaidForByACall() {
        start(pool -> pool.imports("slow"));
        assertThat(own.call("slow:twice", List.of(3), int.class)).isEqualTo(6);
        assertThat(own.statistics().stopped()).isZero();
    }

    @Test
    void warmUpCallsAreNotPaidForByACall() {
        start(pool -> pool.imports("slow").warmUp(Call.of("slow:load")));
        assertThat(own.call("slow:load", List.of(), boolean.class)).isTrue();
        assertThat(own.statistics().stopped()).isZero();
    }

    /** The interpreter that an interface was bound in has the module; the one after it imports it at its start. */
    @Test
    void theModuleOfABoundInterfaceIsImportedByEveryInterpreterAtItsStart() {
        start(pool -> pool.imports("slow", "inspect").maxUses(2).jitter(0));
        Slow slow = own.bind(Slow.class);
        for (int i = 0; i < 3; i++) {
            assertThat(slow.twice(i)).isEqualTo(2 * i);
        }
        assertThat(own.statistics().stopped()).isZero();
    }

    @Test
    void anInterpreterThatRunsAlreadyImportsTheModuleOfAnInterfaceThatIsBoundLater() {
        needs(Capability.INTERRUPT);
        own = fixture()
                .builder()
                .module("quick", "def twice(number): return 2 * number")
                .pool(pool -> pool.size(2).eager(true))
                .build();
        own.bind(Quick.class);
        List<Boolean> loaded = List.of(
                own.eval("import sys; 'quick' in sys.modules").as(boolean.class),
                own.eval("import sys; 'quick' in sys.modules").as(boolean.class));
        assertThat(loaded).containsOnly(true);
    }

    @PyModule("quick")
    interface Quick {
        int twice(int number);
    }

    @Test
    void aNamedImportThatFailsFailsTheStart() {
        assertThatThrownBy(() -> fixture()
                        .builder()
                        .pool(pool -> pool.size(1).imports("no_such_module"))
                        .build())
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("no_such_module");
    }

    @Test
    void aWarmUpCallThatFailsFailsTheStart() {
        assertThatThrownBy(() -> fixture()
                        .builder()
                        .pool(pool ->
                                pool.size(1).warmUp(Call.of("math:factorial").with(-1)))
                        .build())
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("not defined for negative values");
    }

    /** Each call would import for longer than it may, be stopped, and leave the next one an interpreter that has imported nothing. */
    @LosesInterpreter
    @Test
    void callsAreRefusedAtOnceWhenOneInterpreterAfterTheOtherIsLost() {
        needs(Capability.OWN_STATE);
        start(pool -> pool.maxFailuresInARow(2));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> own.call("slow:twice", List.of(1))).isInstanceOf(CallTimeoutException.class);
        }
        InterpreterLostException refused =
                catchThrowableOfType(InterpreterLostException.class, () -> own.call("slow:twice", List.of(1)));
        assertThat(refused)
                .hasMessageContaining("2 in a row were lost before a call in them had ended by itself")
                .hasMessageContaining("imports")
                .hasMessageContaining("callTimeout");
        assertThat(refused.mayHaveRun()).isFalse();
    }

    /** After the pause one is tried again, and a call that ends by itself ends the refusals. */
    @LosesInterpreter
    @Test
    void aCallThatEndsByItselfEndsTheRefusals() {
        needs(Capability.OWN_STATE);
        start(pool -> pool.maxFailuresInARow(1));
        assertThatThrownBy(() -> own.call("slow:twice", List.of(1))).isInstanceOf(CallTimeoutException.class);
        assertThatThrownBy(() -> own.eval("1 + 1")).isInstanceOf(InterpreterLostException.class);
        Background.until(() -> {
            try {
                return own.eval("1 + 1").as(int.class) == 2;
            } catch (InterpreterLostException refused) {
                return false;
            }
        });
        assertThat(own.eval("2 + 2").as(int.class)).isEqualTo(4);
    }

    @Test
    void aCallerThatWaitsForAStartIsToldSo() {
        needs(Capability.INTERRUPT);
        own = fixture()
                .builder()
                .module("once", "def f(): return 1")
                .pool(pool -> pool.size(1)
                        .maxUses(1)
                        .initScript("import time; time.sleep(2)")
                        .acquireTimeout(Duration.ofMillis(100)))
                .build();
        own.eval("1");
        PoolTimeoutException busy = catchThrowableOfType(PoolTimeoutException.class, () -> own.eval("1"));
        assertThat(busy).hasMessageContaining("1 of 1 is being started").hasMessageContaining("1 caller waits");
        assertThat(own.statistics().starting()).isEqualTo(1);
        assertThat(own.statistics().active()).isZero();
    }
}

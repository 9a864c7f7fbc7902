package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.Exposed;
import org.pybridge.Opaque;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Java objects in Python: opaque ones, and those of which some methods were exposed. */
public abstract class ExposedCases extends Cases {

    /** What Python may do with an account. */
    interface Account {
        long getBalance();

        void payIn(long amount);

        default String describe() {
            return "balance " + getBalance();
        }
    }

    /** An account with something that Python must not see. */
    static final class Vault implements Account {
        private final List<Long> payments = new ArrayList<>();

        @Override
        public long getBalance() {
            return payments.stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public void payIn(long amount) {
            payments.add(amount);
        }

        public void clear() {
            payments.clear();
        }
    }

    private final Vault vault = new Vault();

    @BeforeEach
    void needBoth() {
        needs(Capability.CALLBACKS);
        needs(Capability.OPAQUE_OBJECTS);
    }

    private Object evalExposed(String code) {
        return python().eval(
                        "import lab\n" + code,
                        Map.of("account", Exposed.of(Account.class, vault), "opaque", Opaque.of(new Vault())))
                .as(Object.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account.pay_in(5)", "account.payIn(5)", "account.pay_in(amount=5)"})
    void anExposedMethodIsCalledByEitherName(String code) {
        evalExposed(code);
        assertThat(vault.getBalance()).isEqualTo(5);
    }

    @Test
    void aDefaultMethodOfTheInterfaceIsExposedToo() {
        assertThat(evalExposed("account.describe()")).isEqualTo("balance 0");
    }

    @Test
    void onlyTheInterfacesMethodsAreVisible() {
        assertThat(evalExposed("lab.public_names(account)"))
                .isEqualTo(List.of("describe", "getBalance", "get_balance", "payIn", "pay_in"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "payments", "getClass", "hashCode", "wait", "notify", "class"})
    void whatWasNotExposedIsAnAttributeError(String name) {
        assertThat(Raises.assertRaises(() -> evalExposed("getattr(account, '" + name + "')"))
                        .type())
                .isEqualTo("AttributeError");
    }

    @Test
    void anExposedObjectComesBackAsItself() {
        assertThat(evalExposed("account")).isSameAs(vault);
    }

    @Test
    void anExposedObjectInAListComesBackAsItself() {
        assertThat(((List<?>) evalExposed("[account]")).get(0)).isSameAs(vault);
    }

    @Test
    void anOpaqueObjectShowsNoJavaMembers() {
        assertThat((List<?>) evalExposed("lab.public_names(opaque)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "getClass", "getBalance", "balance", "payments"})
    void anOpaqueObjectHasNoAttributes(String name) {
        assertThat(evalExposed("hasattr(opaque, '" + name + "')")).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque()", "opaque[0]", "len(opaque)", "iter(opaque)", "opaque + 1", "int(opaque)"})
    void anOpaqueObjectCanDoNothing(String code) {
        assertThat(Raises.assertRaises(() -> evalExposed(code)).type()).isEqualTo("TypeError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java\njava.type('java.lang.System')",
                "import java.lang\njava.lang.System",
                "from java.lang import System",
                "import java.util.ArrayList"
            })
    void javasClassesCannotBeLookedUp(String code) {
        assertThatThrownBy(() -> python().exec(code)).isInstanceOf(org.pybridge.PythonException.class);
    }
}

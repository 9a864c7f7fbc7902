package org.pybridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pybridge.ItemType;
import org.pybridge.PyBuffer;
import org.pybridge.PyTuple;
import org.pybridge.spi.Callback;
import org.pybridge.spi.FrozenSet;
import org.pybridge.spi.JavaObject;
import org.pybridge.spi.Reference;
import org.pybridge.spi.SharedBuffer;

/** Values that Java writes for Java on another machine, in both directions. */
class JavaToJavaTest {
    private static final Callback FUNCTION = (arguments, named) -> null;

    /** Stands for an object of the other side's. */
    private record There(long number) {}

    private static final class Sender implements Exports {
        @Override
        public long reference(Reference reference) {
            return 7;
        }

        @Override
        public long callback(Callback callback) {
            return 8;
        }

        @Override
        public long object(JavaObject object) {
            return 9;
        }

        @Override
        public void shares(SharedBuffer buffer) {
            throw new AssertionError("nothing is shared");
        }

        @Override
        public OptionalLong returned(Object object) {
            return object instanceof There there ? OptionalLong.of(there.number()) : OptionalLong.empty();
        }

        @Override
        public boolean toJava() {
            return true;
        }
    }

    private record Receiver(boolean fromJava) implements Imports {
        @Override
        public Object reference(long id) {
            return "reference " + id;
        }

        @Override
        public Object object(long id) {
            return "object " + id;
        }

        @Override
        public Callback callback(long id) {
            assertThat(id).isEqualTo(8);
            return FUNCTION;
        }

        @Override
        public JavaObject object(long id, String className, List<String> methods) {
            return new JavaObject(className + " " + id, Map.of(methods.get(0), FUNCTION));
        }
    }

    private static Object sent(Object value, boolean fromJava) {
        WireBuffer buffer = new WireBuffer();
        new ValueWriter(new Sender()).write(value, buffer);
        ByteBuffer bytes = buffer.content();
        Object read = new ValueReader(new Receiver(fromJava)).read(bytes);
        assertThat(bytes.remaining()).isZero();
        return read;
    }

    @Test
    void aNamedTupleKeepsItsNames() {
        PyTuple named = PyTuple.of(1L, "two").named(List.of("x", "y"));
        for (boolean inwards : new boolean[] {false, true}) {
            assertThat(sent(named, inwards))
                    .isEqualTo(named)
                    .isInstanceOfSatisfying(
                            PyTuple.class, read -> assertThat(read.names()).containsExactly("x", "y"));
        }
    }

    @Test
    void aFunctionAndAnObjectWithMethodsGoInwardsOnly() {
        assertThat(sent(FUNCTION, true)).isSameAs(FUNCTION);
        assertThat(sent(new JavaObject("text", Map.of("length", FUNCTION)), true))
                .isEqualTo(new JavaObject("String 9", Map.of("length", FUNCTION)));
        assertThatThrownBy(() -> sent(FUNCTION, false)).isInstanceOf(WireFormatException.class);
    }

    @Test
    void anObjectGoesBackByItsNumber() {
        assertThat(sent(new There(5), false)).isEqualTo("object 5");
        assertThatThrownBy(() -> sent(new Object(), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLargeBlockOfNumbersTravelsWithTheValue() {
        double[] numbers = new double[200_000];
        numbers[199_999] = 2.5;
        PyBuffer read = (PyBuffer) sent(PyBuffer.of(DoubleBuffer.wrap(numbers), 2, 100_000), true);
        assertThat(read.itemType()).isEqualTo(ItemType.DOUBLE);
        assertThat(read.shape()).containsExactly(2, 100_000);
        assertThat(read.bytes().asDoubleBuffer().get(199_999)).isEqualTo(2.5);
        assertThatThrownBy(() -> sent(PyBuffer.of(DoubleBuffer.wrap(numbers)), false))
                .isInstanceOf(WireFormatException.class);
    }

    @Test
    void aSetThatIsAKeyStaysHashable() {
        Object read = sent(Map.of(new FrozenSet(Set.of(1L)), "x"), true);
        assertThat(((Map<?, ?>) read).keySet()).first().isInstanceOf(FrozenSet.class);
    }

    @Test
    void argumentsNestDeeperThanResults() {
        Object value = 1L;
        for (int i = 0; i < 240; i++) {
            value = List.of(value);
        }
        Object deep = value;
        assertThat(sent(deep, true)).isEqualTo(deep);
        assertThatThrownBy(() -> sent(deep, false)).hasMessageContaining("200 levels");
    }

    @Test
    void aBlockOfAnotherShapeThanItSaysIsMalformed() {
        WireBuffer buffer = new WireBuffer();
        new ValueWriter(new Sender()).write(PyBuffer.of(DoubleBuffer.wrap(new double[3])), buffer);
        byte[] bytes = new byte[buffer.size()];
        buffer.content().get(bytes);
        bytes[7] = 4;
        assertThatThrownBy(() -> new ValueReader(new Receiver(true)).read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(WireFormatException.class);
    }
}

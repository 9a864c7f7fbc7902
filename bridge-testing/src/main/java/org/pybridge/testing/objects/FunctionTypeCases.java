package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pybridge.ConversionException;
import org.pybridge.Exposed;
import org.pybridge.TypeRef;
import org.pybridge.spi.Capability;
import org.pybridge.testing.support.ConversionCases;
import org.pybridge.testing.support.Raises;

/** Functions that are read as generic interfaces, and objects exposed as such, have the types of the type arguments. */
public abstract class FunctionTypeCases extends ConversionCases {
    private static final Item PEN = new Item("pen", 3);
    private static final String MAKE = "{'name': 'pen', 'count': 3}";

    record Item(String name, int count) {}

    record Page<T>(List<T> items, Optional<T> best) {}

    /** A function whose argument has a name. */
    interface Finder<T> extends Function<Integer, T> {}

    /** Says what its parent's variables are. */
    interface ItemFinder extends Finder<Item> {}

    /** Two variables and a default method that uses both. */
    interface Store<K, T> {
        T find(K key);

        List<T> all();

        default String name(K key) {
            return String.valueOf(find(key));
        }
    }

    interface ItemStore extends Store<Integer, Item> {}

    interface Visitor<T> {
        String visit(T element);

        String visitAll(List<T> elements);
    }

    static final class ItemVisitor implements Visitor<Item> {
        @Override
        public String visit(Item element) {
            return element.name();
        }

        @Override
        public String visitAll(List<Item> elements) {
            return elements.get(0).name() + elements.size();
        }
    }

    private <F> F function(String code, TypeRef<F> type) {
        return Objects.requireNonNull(python().eval(code).as(type));
    }

    static Stream<Arguments> calls() throws Exception {
        return Stream.of(
                call("lambda a: a + 1", new TypeRef<Function<Integer, Integer>>() {}, f -> f.apply(1), 2),
                call("lambda a: a + 'b'", new TypeRef<UnaryOperator<String>>() {}, f -> f.apply("a"), "ab"),
                call("lambda: " + MAKE, new TypeRef<Supplier<Item>>() {}, Supplier::get, PEN),
                call("lambda: [" + MAKE + "]", new TypeRef<Callable<List<Item>>>() {}, Callable::call, List.of(PEN)),
                call("lambda: None", new TypeRef<Supplier<Optional<Item>>>() {}, Supplier::get, Optional.empty()),
                call(
                        "lambda a, b: a * b",
                        new TypeRef<BiFunction<Byte, Short, Short>>() {},
                        f -> f.apply((byte) 2, (short) 3),
                        (short) 6),
                call("lambda i: i['count'] > 2", new TypeRef<Predicate<Item>>() {}, p -> p.test(PEN), true),
                call("lambda a, b: a - b", new TypeRef<IntBinaryOperator>() {}, f -> f.applyAsInt(5, 3), 2),
                call("lambda n: " + MAKE, new TypeRef<ItemFinder>() {}, f -> f.apply(1), PEN),
                call("lambda n: [n]", new TypeRef<Finder<int[]>>() {}, f -> f.apply(7)[0], 7));
    }

    /** What may throw, as a Callable does. */
    interface Use<F> {
        @Nullable
        Object of(F function) throws Exception;
    }

    private static <F> Arguments call(String code, TypeRef<F> type, Use<F> use, Object expected) {
        return arguments(code, type, use, expected);
    }

    @ParameterizedTest
    @MethodSource("calls")
    <F> void aFunctionGivesWhatItsTypeArgumentsSay(String code, TypeRef<F> type, Use<F> use, Object expected)
            throws Exception {
        assertThat(use.of(function(code, type))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'text'", "1.0", "2**31", "None, 1"})
    void aResultThatIsNotOfTheTypeArgumentDoesNotFit(String value) {
        Function<Integer, Integer> function =
                function("lambda a: (" + value + ")", new TypeRef<Function<Integer, Integer>>() {});
        assertThat(Raises.assertRaises(() -> function.apply(1), ConversionException.class)
                        .to())
                .isEqualTo("int");
    }

    @Test
    void anElementThatIsNotOfTheTypeArgumentIsNamedByItsPath() {
        Supplier<List<Item>> items =
                function("lambda: [{'name': 'pen', 'count': 'x'}]", new TypeRef<Supplier<List<Item>>>() {});
        assertThat(Raises.assertRaises(items::get, ConversionException.class).path())
                .isEqualTo("$[0].count");
    }

    @Test
    void anObjectIsBoundWithTheTypeArgumentsOfItsInterface() {
        String code = "class Store:\n  def find(self, key): return {'name': 'pen', 'count': key}\n"
                + "  def all(self): return [self.find(1)]\nStore()";
        ItemStore declared = Objects.requireNonNull(python().eval(code).as(ItemStore.class));
        assertThat(declared.find(3)).isEqualTo(PEN);
        assertThat(declared.all()).containsExactly(new Item("pen", 1));
        assertThat(declared.name(3)).isEqualTo("Item[name=pen, count=3]");
        assertThat(function(code, new TypeRef<Store<Integer, Item>>() {}).find(3))
                .isEqualTo(PEN);
    }

    @Test
    void aGenericRecordHasTheTypesOfItsArguments() {
        Page<Item> page = function("{'items': [" + MAKE + "], 'best': " + MAKE + "}", new TypeRef<Page<Item>>() {});
        assertThat(page).isEqualTo(new Page<>(List.of(PEN), Optional.of(PEN)));
        assertThat(misfit("{'items': [" + MAKE + ", 1]}", new TypeRef<Page<Item>>() {})
                        .path())
                .isEqualTo("$.items[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.visit({'name': 'pen', 'count': 3})", "v.visit_all([{'name': 'pen', 'count': 3}])[:3]"})
    void anExposedObjectTakesWhatItsClassSaysThatItsInterfaceTakes(String code) {
        needs(Capability.CALLBACKS);
        assertThat(python().eval(code, Map.of("v", Exposed.of(Visitor.class, new ItemVisitor())))
                        .as(String.class))
                .isEqualTo("pen");
    }
}

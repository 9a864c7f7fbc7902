package org.pybridge.internal.convert.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.TypeRef;
import org.pybridge.internal.convert.Conversion;

class MemberTypesTest {

    record Item(String name) {}

    interface Base<K, V extends Number> {
        V find(K key);

        Map<K, List<V>> all();

        Optional<V> maybe(K key);

        CompletableFuture<V[]> later();

        <V extends CharSequence> V shadowed(V other, K key);
    }

    interface Middle<V, T extends Number> extends Base<V, T> {}

    interface Leaf extends Middle<Item, Long> {}

    static Stream<Arguments> results() {
        return Stream.of(
                arguments(new TypeRef<Leaf>() {}, "find", "Long"),
                arguments(new TypeRef<Leaf>() {}, "all", "Map<Item, List<Long>>"),
                arguments(new TypeRef<Leaf>() {}, "maybe", "Optional<Long>"),
                arguments(new TypeRef<Leaf>() {}, "later", "CompletableFuture<Long[]>"),
                arguments(new TypeRef<Middle<String, Integer>>() {}, "find", "Integer"),
                arguments(new TypeRef<Middle<String, ? extends Integer>>() {}, "find", "Integer"),
                arguments(new TypeRef<Function<Integer, List<Item>>>() {}, "apply", "List<Item>"),
                arguments(new TypeRef<UnaryOperator<Item>>() {}, "apply", "Item"),
                arguments(new TypeRef<BiFunction<Long, Item, int[]>>() {}, "apply", "int[]"),
                arguments(new TypeRef<Callable<Optional<Item>>>() {}, "call", "Optional<Item>"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void aResultHasItsArgumentInPlaceOfAVariable(TypeRef<?> owner, String method, String expected) {
        MemberTypes members = Conversion.PLAIN.members(owner.type());
        assertThat(TypeName.of(members.result(method(members, method)))).isEqualTo(expected);
    }

    @Test
    void parametersHaveTheirArgumentsToo() {
        MemberTypes members = Conversion.PLAIN.members(Leaf.class);
        assertThat(members.parameters(method(members, "find")).get(0).getRawClass())
                .isEqualTo(Item.class);
    }

    @Test
    void aVariableWithoutAnArgumentIsItsBound() {
        MemberTypes members = Conversion.PLAIN.members(Base.class);
        assertThat(members.result(method(members, "find")).getRawClass()).isEqualTo(Number.class);
    }

    @Test
    void aVariableOfTheMethodIsNotTheOwnersOfThatName() {
        MemberTypes members = Conversion.PLAIN.members(Leaf.class);
        Method shadowed = method(members, "shadowed");
        assertThat(members.result(shadowed).getRawClass()).isEqualTo(CharSequence.class);
        assertThat(members.parameters(shadowed).stream().map(TypeName::of)).containsExactly("CharSequence", "Item");
    }

    private static Method method(MemberTypes members, String name) {
        return Arrays.stream(members.owner().getRawClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

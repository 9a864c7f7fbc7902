package org.pybridge.testing.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pybridge.ConversionException;
import org.pybridge.Opaque;
import org.pybridge.Python;
import org.pybridge.TypeRef;
import org.pybridge.testing.support.ConversionCases;

/** A Java object that was declared opaque goes through Python as itself; without that, one that cannot be copied is refused. */
public abstract class OpaqueCases extends ConversionCases {

    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("x"),
                arguments("(lambda y: y)(x)"),
                arguments("class Holder: pass\nh = Holder(); h.kept = x; h.kept"),
                arguments("{'k': x}['k']"),
                arguments("[x, x][1]"),
                arguments("next(iter([x]))"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theSameInstanceComesBack(String code) {
        Object object = new Object();
        assertThat(with(Opaque.of(object), code)).isSameAs(object);
    }

    @Test
    void theSameInstanceComesBackInsideAList() {
        Object object = new Object();
        assertThat(((List<?>) with(List.of(1, Opaque.of(object)), "x")).get(1)).isSameAs(object);
    }

    @Test
    void theSameInstanceComesBackInsideADict() {
        Object object = new Object();
        assertThat(((Map<?, ?>) with(Opaque.of(object), "{'k': [x]}")).get("k")).isEqualTo(List.of(object));
    }

    @Test
    void theSameInstanceIsReadAsItsClass() {
        Thread thread = new Thread();
        assertThat(returned(Opaque.of(thread), new TypeRef<Thread>() {})).isSameAs(thread);
    }

    @Test
    void anyObjectCanBeOpaqueEvenOneThatCouldBeCopied() {
        Optional<String> copied = Optional.of("x");
        assertThat(with(Opaque.of(copied), "x")).isSameAs(copied);
    }

    @Test
    void theTextOfAnOpaqueObjectIsNotShown() {
        Object secret = new Object() {
            @Override
            public String toString() {
                return "password";
            }
        };
        String texts = "(str(x), repr(x), f'{x}', str(getattr(x, '_token', '')))";
        assertThat(String.valueOf(with(Opaque.of(secret), texts))).doesNotContain("password");
        assertThat(Opaque.of(secret).toString()).doesNotContain("password");
    }

    @Test
    void allObjectsOfAClassCanBeOpaque() {
        Thread thread = new Thread();
        Locale locale = Locale.GERMANY;
        try (Python python =
                fixture().builder().opaque(Thread.class, Locale.class).build()) {
            Map<String, Object> values = Map.of("xs", List.of(thread, locale));
            assertThat(python.eval("xs[0]", values).as(Object.class)).isSameAs(thread);
            assertThat(python.eval("xs[1]", values).as(Locale.class)).isSameAs(locale);
        }
    }

    static Stream<Arguments> resources() {
        return Stream.of(
                arguments(new Object(), "java.lang.Object"),
                arguments(new Thread(), "java.lang.Thread"),
                arguments(new ByteArrayInputStream(new byte[1]), "java.io.ByteArrayInputStream"),
                arguments(new IllegalStateException("x"), "java.lang.IllegalStateException"),
                arguments(new CompletableFuture<>(), "java.util.concurrent.CompletableFuture"),
                arguments(new Secretive("x"), Secretive.class.getName()),
                arguments(new Page(List.of(1), 7), Page.class.getName()));
    }

    /** Shows nothing. */
    static final class Secretive {
        @SuppressWarnings("unused") // as in many a class
        private final String name;

        Secretive(String name) {
            this.name = name;
        }
    }

    /** Has elements and something else: a list would lose the total. */
    public static final class Page implements Iterable<Integer> {
        private final List<Integer> content;
        private final long total;

        Page(List<Integer> content, long total) {
            this.content = content;
            this.total = total;
        }

        public long getTotal() {
            return total;
        }

        @Override
        public Iterator<Integer> iterator() {
            return content.iterator();
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void whatHasNothingToReadIsRefusedWithItsPathAndWhatToDo(Object value, String name) {
        ConversionException refused = refused(List.of(Map.of("a", value)));
        assertThat(refused.path()).isEqualTo("$.x[0].a");
        assertThat(refused)
                .hasMessageContaining(name)
                .hasMessageContaining("toPython(")
                .hasMessageContaining("Opaque.of(");
    }
}

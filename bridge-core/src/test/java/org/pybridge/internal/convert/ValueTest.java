package org.pybridge.internal.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pybridge.internal.convert.Conversion.PLAIN;
import static org.pybridge.internal.convert.Conversion.REFERENCE;
import static org.pybridge.internal.convert.Conversion.misfit;
import static org.pybridge.internal.convert.Conversion.read;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.pybridge.PyObject;
import org.pybridge.PyValue;
import org.pybridge.TimePrecision;
import org.pybridge.TypeRef;
import org.pybridge.internal.convert.type.Reader;
import org.pybridge.spi.ResultMode;

class ValueTest {

    @Test
    void aCopiedValueIsReadAsAsked() {
        PyValue value = PLAIN.value(List.of(1L));

        assertThat(value.as(new TypeRef<List<Integer>>() {})).isEqualTo(List.of(1));
        assertThat(value.as(Object.class)).isEqualTo(List.of(1L));
        assertThat(value)
                .hasToString("[1]")
                .isEqualTo(PLAIN.value(List.of(1L)))
                .hasSameHashCodeAs(PLAIN.value(List.of(1L)));
        assertThat(PLAIN.value(null).isNone()).isTrue();
        assertThat(PLAIN.encode(List.of(value))).isEqualTo(List.of(List.of(1L)));
    }

    @Test
    void theBytesOfACopiedValueCannotBeChanged() {
        PyValue value = PLAIN.value(new byte[] {1});
        value.as(byte[].class)[0] = 2;

        assertThat(value.as(byte[].class)).containsExactly(1);
        assertThat(value).isEqualTo(PLAIN.value(new byte[] {1}));
    }

    @Test
    void aLiveObjectStaysLiveWhereNothingElseIsAskedFor() {
        PyObject live = Conversion.live(form -> null);

        assertThat(PLAIN.value(live)).isSameAs(live);
        assertThat(read(live, Object.class)).isSameAs(live);
        assertThat(read(live, PyValue.class)).isSameAs(live);
        assertThat(read(List.of(live), new TypeRef<List<PyObject>>() {})).containsExactly(live);
        assertThat(PLAIN.encode(List.of(live))).isEqualTo(List.of(REFERENCE));
        assertThat(PLAIN.encode(PLAIN.value(List.of(live)))).isEqualTo(List.of(REFERENCE));
        assertThat(PLAIN.reader(PyObject.class).resultMode()).isEqualTo(ResultMode.REFERENCE);
    }

    @Test
    void aLiveObjectIsCopiedWhereATypeAsksForIt() {
        AtomicReference<PyObject> self = new AtomicReference<>();
        PyObject live = Conversion.live(form -> switch (form) {
            case NUMBER -> 5L;
            case ELEMENTS -> List.of(1L, 2L);
            case BUFFER -> self.get();
            case FIELDS -> Map.of("k", 1L);
            case VALUE -> "text";
        });
        self.set(live);

        assertThat(read(live, int.class)).isEqualTo(5);
        assertThat(read(live, int[].class)).containsExactly(1, 2);
        assertThat(read(live, new TypeRef<List<Integer>>() {})).containsExactly(1, 2);
        assertThat(read(live, new TypeRef<Map<String, Integer>>() {})).isEqualTo(Map.of("k", 1));
        assertThat(read(live, String.class)).isEqualTo("text");
    }

    @Test
    void aLiveObjectImplementsAnInterface() {
        assertThat(read(Conversion.live(form -> null), new TypeRef<Supplier<String>>() {})
                        .get())
                .isEqualTo("bound");
    }

    private static final Conversions CUSTOM = new Conversions(
            new ConversionOptions(
                    Map.of(
                            Locale.class,
                            locale -> ((Locale) locale).toLanguageTag(),
                            Number.class,
                            number -> List.of(number.toString())),
                    Map.of(Locale.class, value -> Locale.forLanguageTag(checked(value.as(String.class)))),
                    Set.of(),
                    TimePrecision.TRUNCATED,
                    List.of()),
            object -> REFERENCE,
            capability -> {});

    private static String checked(String tag) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("empty tag");
        }
        return tag;
    }

    @Test
    void usersConvertTypesOfTheirOwn() {
        assertThat(CUSTOM.encode(List.of(Locale.GERMANY))).isEqualTo(List.of("de-DE"));
        assertThat(CUSTOM.reader(new TypeRef<List<Locale>>() {}.type()).read(List.of("de-DE")))
                .isEqualTo(List.of(Locale.GERMANY));
        assertThat(CUSTOM.reader(Locale.class).resultMode()).isEqualTo(ResultMode.FIELDS);
        assertThat(CUSTOM.encode((short) 1)).isEqualTo(List.of("1"));
        assertThat(CUSTOM.encode(1L)).isEqualTo(1L);
    }

    @Test
    void whatAUsersConverterRefusesDoesNotFit() {
        Reader locales = CUSTOM.reader(Locale[].class);

        assertThat(misfit(() -> locales.read(List.of("de", ""))))
                .hasMessageContaining("$[1]: str  does not fit Locale")
                .hasMessageContaining("empty tag");
        assertThat(misfit(() -> locales.read(List.of(1L)))).hasMessage("$[0]: int 1 does not fit String");
    }

    @Test
    void fixedFormsCannotBeReplaced() {
        assertThatThrownBy(() -> new Conversions(
                        new ConversionOptions(
                                Map.of(String.class, text -> text),
                                Map.of(),
                                Set.of(),
                                TimePrecision.TRUNCATED,
                                List.of()),
                        object -> REFERENCE,
                        capability -> {}))
                .hasMessageContaining("has a fixed form");
    }
}

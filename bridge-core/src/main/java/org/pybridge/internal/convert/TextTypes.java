package org.pybridge.internal.convert;

import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.decode.ScalarDecoders;
import org.pybridge.internal.convert.encode.EncoderChoice;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;

/** Java's types that Python has none for, and that have a text which says all: they are that text in Python, both ways. */
final class TextTypes {
    /** What is looked up nowhere: addresses, and no names of machines. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final List<TextType<?>> ALL = List.of(
            new TextType<>(URI.class, URI::toString, URI::new),
            new TextType<>(URL.class, URL::toString, URL::new),
            new TextType<>(Currency.class, Currency::getCurrencyCode, Currency::getInstance),
            new TextType<>(Locale.class, TextTypes::tag, TextTypes::locale),
            new TextType<>(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of),
            new TextType<>(ZoneId.class, ZoneId::getId, ZoneId::of),
            new TextType<>(TimeZone.class, TimeZone::getID, text -> TimeZone.getTimeZone(ZoneId.of(text))),
            new TextType<>(YearMonth.class, YearMonth::toString, YearMonth::parse),
            new TextType<>(MonthDay.class, MonthDay::toString, MonthDay::parse),
            new TextType<>(Period.class, Period::toString, Period::parse),
            new TextType<>(Charset.class, Charset::name, Charset::forName),
            new TextType<>(Pattern.class, TextTypes::regex, Pattern::compile),
            new TextType<>(InetAddress.class, InetAddress::getHostAddress, TextTypes::address),
            new TextType<>(StringBuilder.class, StringBuilder::toString, StringBuilder::new),
            new TextType<>(StringBuffer.class, StringBuffer::toString, StringBuffer::new));

    private TextTypes() {}

    private record TextType<T>(Class<T> type, Function<T, String> write, Parse<T> parse) {
        Object read(String text) {
            try {
                return parse.of(text);
            } catch (URISyntaxException
                    | MalformedURLException
                    | UnknownHostException
                    | DateTimeException
                    | IllformedLocaleException
                    | IllegalArgumentException malformed) {
                throw ConversionErrors.of(text, type.getSimpleName())
                        .explained(String.valueOf(malformed.getMessage()), malformed);
            }
        }

        String text(Object value) {
            return write.apply(type.cast(value));
        }
    }

    /** Makes a value of its text. */
    private interface Parse<T> {
        T of(String text) throws URISyntaxException, MalformedURLException, UnknownHostException;
    }

    static void addTo(EncoderChoice choice) {
        for (TextType<?> each : ALL) {
            choice.rule(each.type(), (value, levels) -> each.text(value));
        }
        choice.rule(Class.class, (value, levels) -> ((Class<?>) value).getName());
    }

    static void addTo(Map<Class<?>, Decoder> decoders) {
        for (TextType<?> each : ALL) {
            Decoder decoder = (natural, levels) -> each.type().isInstance(natural)
                    ? natural
                    : each.read(ScalarDecoders.required(
                            natural, String.class, each.type().getSimpleName()));
            decoders.put(each.type(), decoder.nullable().copying(Copyable.Form.VALUE));
        }
    }

    private static String tag(Locale locale) {
        String tag = locale.toLanguageTag();
        if (!Locale.forLanguageTag(tag).equals(locale)) {
            throw ConversionException.ofArgument(
                    "Locale " + locale, "str", "it has no language tag that says all of it");
        }
        return tag;
    }

    /** {@code de_DE} is what Python writes. */
    private static Locale locale(String text) {
        return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
    }

    private static String regex(Pattern pattern) {
        if (pattern.flags() != 0) {
            throw ConversionException.ofArgument(
                    "Pattern " + ConversionErrors.shortened(pattern.pattern()),
                    "str",
                    "its flags would be lost; write them into the expression, as (?i)");
        }
        return pattern.pattern();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("it is no address; names are not looked up");
        }
        return InetAddress.getByName(text);
    }
}

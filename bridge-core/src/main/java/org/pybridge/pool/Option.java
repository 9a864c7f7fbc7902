package org.pybridge.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One option of a pool: its name, its default, and the values that it takes. */
final class Option<T> {
    /** Far enough, and nobody's clock overflows when it is added to the present. */
    private static final Duration LONGEST = Duration.ofDays(30_000);

    private final String name;
    private final T usual;
    private final Predicate<T> legal;
    private final String range;
    private final UnaryOperator<T> meant;

    private Option(String name, T usual, Predicate<T> legal, String range) {
        this(name, usual, legal, range, value -> value);
    }

    private Option(String name, T usual, Predicate<T> legal, String range, UnaryOperator<T> meant) {
        this.name = name;
        this.usual = usual;
        this.legal = legal;
        this.range = range;
        this.meant = meant;
    }

    static <T> Option<T> any(String name, T usual) {
        return new Option<>(name, usual, value -> true, "");
    }

    static Option<Integer> atLeast(int least, String name, int usual) {
        return new Option<>(name, usual, value -> value >= least, "it must be at least " + least);
    }

    static Option<Duration> notNegative(String name, Duration usual) {
        return new Option<>(name, usual, value -> !value.isNegative(), "it cannot be negative", Option::countable);
    }

    static Option<Duration> moreThanZero(String name, Duration usual) {
        return new Option<>(
                name,
                usual,
                value -> !value.isNegative() && !value.isZero(),
                "it must be more than zero",
                Option::countable);
    }

    private static Duration countable(Duration wanted) {
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    static Option<Double> between(double least, double most, String name, double usual) {
        return new Option<>(
                name, usual, value -> value >= least && value <= most, "it must be between " + least + " and " + most);
    }

    static Option<Long> noneOrAtLeast(long least, String name) {
        return new Option<>(
                name,
                0L,
                value -> value == 0 || value >= least,
                "it must be at least " + least + ", or 0 for no limit");
    }

    String name() {
        return name;
    }

    T usual() {
        return usual;
    }

    /** Gives what the value means, if it is legal. */
    T check(T value) {
        if (!legal.test(Objects.requireNonNull(value, name))) {
            throw new IllegalArgumentException(name + " is " + value + "; " + range);
        }
        return meant.apply(value);
    }
}

package org.pybridge.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.pybridge.PyTuple;

/** Trees of natural values; a seed gives the same tree each time. */
final class RandomValues {
    private static final ZoneId[] ZONES = {ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"), ZoneId.of("UTC")};

    private final Random random;
    private final List<Supplier<Object>> keys =
            List.of(this::integer, this::text, this::decimal, this::date, this::uuid);
    private final List<Supplier<Object>> scalars = List.of(
            () -> null,
            this::truth,
            this::integer,
            this::integer,
            this::number,
            this::text,
            this::bytes,
            this::decimal,
            this::date,
            () -> moment().toLocalTime(),
            this::moment,
            () -> moment().atOffset(ZoneOffset.ofTotalSeconds(range(-64_800, 64_801))),
            () -> moment().atZone(ZONES[range(0, ZONES.length)]),
            () -> Duration.ofSeconds(range(-1_000_000, 1_000_000), 1_000L * range(0, 1_000_000)),
            this::uuid,
            () -> Path.of("a" + range(0, 100), "b" + range(0, 100)),
            () -> new Things.Handle(range(0, 1_000)));

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Object value(int levels) {
        int size = new int[] {0, 1, 2, 5, 20}[range(0, 5)];
        return switch (levels == 0 ? 99 : range(0, 12)) {
            case 0, 1 -> list(size, () -> value(levels - 1));
            case 2 -> PyTuple.of(list(size, () -> value(levels - 1)).toArray());
            case 3 -> map(size, levels - 1);
            case 4 -> set(size);
            case 5 -> list(new int[] {0, 31, 32, 33, 100}[range(0, 5)], scalars.get(range(1, 6)));
            default -> scalars.get(range(0, scalars.size())).get();
        };
    }

    private static List<Object> list(int size, Supplier<Object> element) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private Map<Object, Object> map(int size, int levels) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(key(), value(levels));
        }
        return map;
    }

    private Set<Object> set(int size) {
        Set<Object> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(key());
        }
        return set;
    }

    /** Keys of which no two are equal in Python and not in Java. */
    private Object key() {
        return random.nextInt(5) > 0
                ? keys.get(range(0, keys.size())).get()
                : PyTuple.of(list(range(0, 3), keys.get(range(0, keys.size()))).toArray());
    }

    private int range(int from, int to) {
        return from + random.nextInt(to - from);
    }

    private Object truth() {
        return random.nextBoolean();
    }

    private Object integer() {
        BigInteger number = new BigInteger(range(1, 90), random);
        number = random.nextBoolean() ? number : number.negate();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private Object number() {
        return random.nextInt(4) > 0 ? random.nextGaussian() : new double[] {0.0, -0.0, Double.NaN, 1e300}[range(0, 4)];
    }

    private Object text() {
        StringBuilder text = new StringBuilder();
        int length = range(0, 40);
        boolean plain = random.nextBoolean();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(plain ? range(0, 128) : range(0, Character.MAX_CODE_POINT + 1));
        }
        return text.toString();
    }

    private Object bytes() {
        byte[] bytes = new byte[range(0, 300)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Never a whole number, which Python would find equal to an int. */
    private Object decimal() {
        return new BigDecimal(new BigInteger(range(1, 90), random)
                        .multiply(BigInteger.TEN)
                        .add(BigInteger.ONE))
                .movePointLeft(range(1, 10));
    }

    private LocalDate date() {
        return LocalDate.of(range(1, 10_000), range(1, 13), range(1, 29));
    }

    private LocalDateTime moment() {
        return LocalDate.of(range(1970, 2030), range(1, 13), range(1, 29))
                .atTime(range(0, 24), range(0, 60), range(0, 60), 1_000 * range(0, 1_000_000));
    }

    private Object uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}

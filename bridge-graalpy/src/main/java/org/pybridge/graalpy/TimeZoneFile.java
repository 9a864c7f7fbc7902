package org.pybridge.graalpy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Java's rules of a time zone as the file that Python's {@code zoneinfo} reads, for machines without a time zone database. Abbreviations
 * are the offsets, because Java's rules have no others.
 *
 * <p>Source: RFC 8536, The Time Zone Information Format (TZif), section 3, version 3.
 */
final class TimeZoneFile {
    private static final byte[] MAGIC = {'T', 'Z', 'i', 'f', '3'};
    private static final int RESERVED = 15;
    private static final int TYPE_SIZE = 6;

    /** Python's last year; where rules cannot be written down, every transition until then is. */
    private static final Instant END = LocalDateTime.of(9999, 12, 31, 0, 0).toInstant(ZoneOffset.UTC);

    private final ZoneRules rules;
    private final List<ZoneOffsetTransition> transitions;
    private final String footer;
    private final List<Type> types = new ArrayList<>();
    private final StringBuilder abbreviations = new StringBuilder();

    /** A local time type: what is in force between two transitions. */
    private record Type(int offset, boolean isDaylight, int abbreviation) {}

    private TimeZoneFile(ZoneRules rules) {
        this.rules = rules;
        this.transitions = new ArrayList<>(rules.getTransitions());
        Optional<String> forEver = PosixZone.of(rules);
        forEver.ifPresentOrElse(rule -> {}, this::addAllTransitions);
        this.footer = forEver.orElse("");
    }

    /**
     * Writes a file.
     *
     * @param rules the rules of a zone
     * @return the file's bytes
     */
    static byte[] of(ZoneRules rules) {
        return new TimeZoneFile(rules).bytes();
    }

    private void addAllTransitions() {
        Instant last = transitions.isEmpty()
                ? Instant.MIN
                : transitions.get(transitions.size() - 1).getInstant();
        ZoneOffsetTransition next = rules.nextTransition(last);
        while (next != null && next.getInstant().isBefore(END)) {
            transitions.add(next);
            next = rules.nextTransition(next.getInstant());
        }
    }

    private byte[] bytes() {
        ZoneOffset first = transitions.isEmpty()
                ? rules.getOffset(Instant.EPOCH)
                : transitions.get(0).getOffsetBefore();
        typeOf(first.getTotalSeconds(), false);
        List<Integer> indexes = transitions.stream()
                .map(transition -> typeOf(
                        transition.getOffsetAfter().getTotalSeconds(),
                        rules.isDaylightSavings(transition.getInstant())))
                .toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            // What a reader of version 1 sees; the others skip it.
            header(out, 0, 1, 1);
            out.write(new byte[TYPE_SIZE + 1]);
            header(out, transitions.size(), types.size(), abbreviations.length());
            body(out, indexes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    private static void header(DataOutputStream out, int transitions, int types, int characters) throws IOException {
        out.write(MAGIC);
        out.write(new byte[RESERVED]);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(transitions);
        out.writeInt(types);
        out.writeInt(characters);
    }

    private void body(DataOutputStream out, List<Integer> indexes) throws IOException {
        for (ZoneOffsetTransition transition : transitions) {
            out.writeLong(transition.toEpochSecond());
        }
        for (int index : indexes) {
            out.writeByte(index);
        }
        for (Type type : types) {
            out.writeInt(type.offset());
            out.writeBoolean(type.isDaylight());
            out.writeByte(type.abbreviation());
        }
        out.write(abbreviations.toString().getBytes(StandardCharsets.US_ASCII));
        out.write(("\n" + footer + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private int typeOf(int offset, boolean isDaylight) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).offset() == offset && types.get(i).isDaylight() == isDaylight) {
                return i;
            }
        }
        types.add(new Type(offset, isDaylight, abbreviation(PosixZone.name(offset))));
        return types.size() - 1;
    }

    private int abbreviation(String name) {
        int known = abbreviations.indexOf(name + '\0');
        if (known >= 0) {
            return known;
        }
        abbreviations.append(name).append('\0');
        return abbreviations.length() - name.length() - 1;
    }
}

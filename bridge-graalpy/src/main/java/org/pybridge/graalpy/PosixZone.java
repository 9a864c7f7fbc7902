package org.pybridge.graalpy;

import java.time.Instant;
import java.time.MonthDay;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a zone does for ever after its last transition, as POSIX writes it: {@code <+01>-1<+02>,M3.5.0/2,M10.5.0/3}.
 *
 * <p>Source: IEEE Std 1003.1-2017, section 8.3 (TZ), with the hours of RFC 8536, section 3.3.1.
 */
final class PosixZone {
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int WEEK = 7;
    private static final int LAST_WEEK = 5;
    private static final int MOST_HOURS = 167;
    private static final int COMMON_YEAR = 2023;

    private PosixZone() {}

    /** Gives the text, or empty where POSIX has no words for the rules. */
    static Optional<String> of(ZoneRules rules) {
        List<ZoneOffsetTransitionRule> yearly = rules.getTransitionRules();
        if (yearly.isEmpty()) {
            return Optional.of(named(lastOffset(rules)));
        }
        if (yearly.size() != 2) {
            return Optional.empty();
        }
        boolean firstBegins = isDaylight(yearly.get(0));
        if (firstBegins == isDaylight(yearly.get(1))) {
            return Optional.empty();
        }
        ZoneOffsetTransitionRule begin = yearly.get(firstBegins ? 0 : 1);
        ZoneOffsetTransitionRule end = yearly.get(firstBegins ? 1 : 0);
        return date(begin)
                .flatMap(from -> date(end).map(to -> named(end.getOffsetAfter().getTotalSeconds())
                        + named(begin.getOffsetAfter().getTotalSeconds()) + "," + from + "," + to));
    }

    /** An abbreviation for an offset: {@code +0530}. */
    static String name(int offset) {
        int size = Math.abs(offset);
        String sign = offset < 0 ? "-" : "+";
        String hours = String.format(Locale.ROOT, "%s%02d", sign, size / HOUR);
        return size % HOUR == 0 ? hours : String.format(Locale.ROOT, "%s%02d", hours, size % HOUR / 60);
    }

    /** POSIX counts offsets to the west. */
    private static String named(int offset) {
        return "<" + name(offset) + ">" + time(-offset);
    }

    private static int lastOffset(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = rules.getTransitions();
        return transitions.isEmpty()
                ? rules.getOffset(Instant.EPOCH).getTotalSeconds()
                : transitions.get(transitions.size() - 1).getOffsetAfter().getTotalSeconds();
    }

    private static boolean isDaylight(ZoneOffsetTransitionRule rule) {
        return rule.getOffsetAfter().getTotalSeconds()
                > rule.getOffsetBefore().getTotalSeconds();
    }

    private static Optional<String> date(ZoneOffsetTransitionRule rule) {
        int month = rule.getMonth().getValue();
        int day = rule.getDayOfMonthIndicator();
        int time = wallTime(rule);
        if (rule.getDayOfWeek() == null) {
            return day > 0 ? timed("J" + MonthDay.of(month, day).atYear(COMMON_YEAR).getDayOfYear(), time) : Optional.empty();
        }
        int weekday = rule.getDayOfWeek().getValue() % WEEK;
        if (day == -1 || (day > 0 && day + WEEK - 1 == rule.getMonth().minLength())) {
            return timed("M" + month + "." + LAST_WEEK + "." + weekday, time);
        }
        if (day < 1) {
            return Optional.empty();
        }
        // A Sunday on or after the 2nd is the day after a Saturday on or after the 1st, which is the first Saturday.
        int early = (day - 1) % WEEK;
        int week = (day - 1) / WEEK + 1;
        return timed("M" + month + "." + week + "." + (weekday + WEEK - early) % WEEK, time + early * DAY);
    }

    private static Optional<String> timed(String date, int time) {
        return Math.abs(time) / HOUR > MOST_HOURS ? Optional.empty() : Optional.of(date + "/" + time(time));
    }

    /** The time on the clocks of the zone just before the change. */
    private static int wallTime(ZoneOffsetTransitionRule rule) {
        int time = rule.isMidnightEndOfDay() ? DAY : rule.getLocalTime().toSecondOfDay();
        int before = rule.getOffsetBefore().getTotalSeconds();
        return switch (rule.getTimeDefinition()) {
            case WALL -> time;
            case STANDARD -> time + before - rule.getStandardOffset().getTotalSeconds();
            case UTC -> time + before;
        };
    }

    private static String time(int seconds) {
        int size = Math.abs(seconds);
        String hours = (seconds < 0 ? "-" : "") + size / HOUR;
        return size % HOUR == 0
                ? hours
                : String.format(Locale.ROOT, "%s:%02d:%02d", hours, size % HOUR / 60, size % 60);
    }
}

package org.pybridge.internal.observe;

/**
 * Flight Recorder, where the Java runtime has it. Every question about its events comes here first, so that none of their classes is
 * loaded where it is missing; the answers cost about a nanosecond and change when a recording starts or stops.
 */
final class FlightRecorder {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorder() {}

    static boolean wantsWaits() {
        return PRESENT && WaitEvent.isWanted();
    }

    static boolean wantsCalls() {
        return PRESENT && CallEvent.isWanted();
    }

    static boolean wantsConversions() {
        return PRESENT && ConversionEvent.isWanted();
    }

    static boolean wantsStarts() {
        return PRESENT && StartEvent.isWanted();
    }

    static boolean wantsDiscards() {
        return PRESENT && DiscardEvent.isWanted();
    }
}

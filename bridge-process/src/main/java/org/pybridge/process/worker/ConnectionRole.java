package org.pybridge.process.worker;

/** What a connection of a worker is for; its {@code _pybridge_worker.py} has the same numbers, which are the order from 1. */
enum ConnectionRole {
    SIDE,
    OUT,
    ERR,
    LIFELINE,
    LANE;

    private static final ConnectionRole[] ALL = values();

    static @org.jspecify.annotations.Nullable ConnectionRole of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }
}

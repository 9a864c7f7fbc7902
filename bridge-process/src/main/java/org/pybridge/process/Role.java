package org.pybridge.process;

/** What a connection of a worker is for; its {@code _pybridge_worker.py} has the same numbers, which are the order from 1. */
enum Role {
    SIDE,
    OUT,
    ERR,
    LIFELINE,
    LANE;

    private static final Role[] ALL = values();

    static @org.jspecify.annotations.Nullable Role of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }
}

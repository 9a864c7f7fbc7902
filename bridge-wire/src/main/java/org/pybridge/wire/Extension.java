package org.pybridge.wire;

/** The extension types of docs/wire.md. The Python half has the same numbers. */
final class Extension {
    static final int INTEGER = 1;
    static final int DECIMAL = 2;
    static final int DATE = 3;
    static final int TIME = 4;
    static final int DATETIME = 5;
    static final int OFFSET_DATETIME = 6;
    static final int ZONED_DATETIME = 7;
    static final int TIMEDELTA = 8;
    static final int UUID = 9;
    static final int PATH = 10;
    static final int TEXT = 11;
    static final int TUPLE = 12;
    static final int NAMED_TUPLE = 13;
    static final int SET = 14;
    static final int MAP = 15;
    static final int INT32_LIST = 16;
    static final int INT64_LIST = 17;
    static final int FLOAT64_LIST = 18;
    static final int REFERENCE = 19;
    static final int CALLBACK = 20;
    static final int JAVA_OBJECT = 21;
    static final int BUFFER = 22;
    static final int MEMORY = 23;
    static final int FROZEN_SET = 24;
    static final int MADE = 25;

    private Extension() {}
}

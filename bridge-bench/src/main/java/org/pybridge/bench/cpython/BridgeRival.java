package org.pybridge.bench.cpython;

import java.util.Map;

/** A library that has values of its own for more than numbers, texts and bytes. */
interface BridgeRival extends Rival {

    /** Hands records to Python, which makes new ones. */
    Object records(Map<String, Map<String, Object>> cities) throws Throwable;

    /** Has Python raise in its fourth frame, and returns the exception. */
    Throwable failure() throws Throwable;
}

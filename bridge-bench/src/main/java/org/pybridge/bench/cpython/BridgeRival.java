package org.pybridge.bench.cpython;

import java.util.LinkedHashMap;
import java.util.Map;

/** A library that has values of its own for more than numbers, texts and bytes. */
interface BridgeRival extends Rival {

    /** Makes records by name, for {@link #records}. */
    static Map<String, Map<String, Object>> cities(int count) {
        Map<String, Map<String, Object>> cities = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> city = new LinkedHashMap<>();
            city.put("name", "city " + i);
            city.put("country", "country " + i % 50);
            city.put("population", 1000L * i);
            city.put("area", i * 0.25);
            cities.put("city " + i, city);
        }
        return cities;
    }

    /** Hands records to Python, which makes new ones. */
    Object records(Map<String, Map<String, Object>> cities) throws Throwable;

    /** Has Python raise in its fourth frame, and returns the exception. */
    Throwable failure() throws Throwable;
}

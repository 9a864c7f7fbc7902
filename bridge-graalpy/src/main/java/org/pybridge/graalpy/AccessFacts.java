package org.pybridge.graalpy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.pybridge.Diagnosis;

/** Tells in words what Python code may do, for the doctor's report. */
final class AccessFacts {
    private final Access access;

    AccessFacts(Access access) {
        this.access = access;
    }

    Diagnosis.Section section() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("preset", preset());
        if (access.allowsEverything()) {
            facts.put("files", "all");
            facts.put("environment", "the JVM's");
        } else {
            facts.put("files to read", words("Python's own", access.files().readable()));
            facts.put("files to write", words("none", access.files().writable()));
            facts.put("environment", words("none of the JVM's", access.environment()));
        }
        for (Access.Permission permission : Access.Permission.values()) {
            facts.put(words(permission), access.allows(permission) ? "allowed" : "refused");
        }
        Access.Limits limits = access.limits();
        facts.put("maxOutput", limits.output() == Long.MAX_VALUE ? "none" : limits.output() + " characters");
        facts.put("maxRecursion", limits.recursion() == 0 ? "the engine's" : limits.recursion() + " calls");
        facts.put("maxHeap", limits.heap() == 1 ? "none" : limits.heap() + " of the JVM's heap");
        facts.put("maxStatements", limits.statements() == 0 ? "none" : String.valueOf(limits.statements()));
        return new Diagnosis.Section("access", facts);
    }

    private String preset() {
        if (access.allowsEverything()) {
            return "TRUSTED";
        }
        return access == Access.CONFINED ? "CONFINED" : "CONFINED, with the changes below";
    }

    private static String words(Access.Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(String none, Collection<?> some) {
        return some.isEmpty() ? none : some.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}

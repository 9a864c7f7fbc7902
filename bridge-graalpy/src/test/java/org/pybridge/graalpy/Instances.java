package org.pybridge.graalpy;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts objects of this JVM. */
final class Instances {
    private Instances() {}

    /** Counts the instances of a class that a full collection leaves, in use or not. */
    static long of(String className) {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> line.contains(" " + className + " ") || line.endsWith(" " + className))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                    .sum();
        } catch (JMException unavailable) {
            throw new AssertionError(unavailable);
        }
    }
}

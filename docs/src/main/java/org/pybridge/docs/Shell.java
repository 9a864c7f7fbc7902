package org.pybridge.docs;

import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * A JShell in the JVM that starts it. In a process of its own it would share the terminal with a Maven that reads from it, too, and takes
 * some of the keys.
 */
public final class Shell {
    private Shell() {}

    public static void main(String[] arguments) throws Exception {
        JavaShellToolBuilder.builder().run(arguments);
    }
}

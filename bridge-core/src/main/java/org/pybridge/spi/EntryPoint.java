package org.pybridge.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A name as Python packaging writes it, {@code package.module:object.attribute}. Without a colon it is a module, or the name of an
 * attribute where an object is given. Immutable.
 *
 * <p>Source: the entry points specification of the Python Packaging User Guide.
 */
public final class EntryPoint implements Target {
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}\\p{Mn}_]*";
    private static final String DOTTED = NAME + "(\\." + NAME + ")*";
    private static final Pattern MODULE = Pattern.compile(DOTTED);
    private static final Pattern SYNTAX = Pattern.compile(DOTTED + "(:" + DOTTED + ")?");

    private final String module;
    private final String attribute;
    private final int hash;

    private EntryPoint(String module, String attribute) {
        this.module = module;
        this.attribute = attribute;
        this.hash = 31 * module.hashCode() + attribute.hashCode();
    }

    /**
     * Reads an entry point.
     *
     * @param text the text
     * @return the entry point
     * @throws IllegalArgumentException when it is not written as one
     */
    public static EntryPoint of(String text) {
        Objects.requireNonNull(text, "target");
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no entry point; write it as \"package.module:function\"");
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? new EntryPoint(text, "")
                : new EntryPoint(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Tells whether a text is the full name of a module.
     *
     * @param text as {@code concurrent.futures}
     * @return whether it is written as one
     */
    public static boolean isModule(String text) {
        return MODULE.matcher(text).matches();
    }

    /**
     * Gives the part before the colon.
     *
     * @return the module's full name
     */
    public String module() {
        return module;
    }

    /**
     * Gives the part after the colon.
     *
     * @return the dotted path inside the module; empty for the module itself
     */
    public String attribute() {
        return attribute;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof EntryPoint that && module.equals(that.module) && attribute.equals(that.attribute));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return attribute.isEmpty() ? module : module + ":" + attribute;
    }
}

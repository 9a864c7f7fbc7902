package org.pybridge.grpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client may do on a server. Immutable. */
public final class Permission {
    private static final Pattern SYNTAX =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*:([\\p{L}\\p{N}_.]+|([\\p{L}\\p{N}_.]+\\.)?\\*)");

    private final Set<String> patterns;
    private final boolean code;
    private final String refusal;

    private Permission(Set<String> patterns, boolean code, String refusal) {
        this.patterns = patterns;
        this.code = code;
        this.refusal = refusal;
    }

    /**
     * Allows entry points, and what is done with the objects that these return: public attributes are read, methods called, elements
     * iterated.
     *
     * @param patterns entry points, as {@code shop.pricing:total}; a star stands for the public functions and classes that the module defines itself,
     *     {@code shop.pricing:*}, or for a class's members, {@code shop.pricing:Cart.*}
     * @return the permission
     * @throws IllegalArgumentException when one is not written so
     */
    public static Permission entryPoints(String... patterns) {
        for (String pattern : patterns) {
            if (!SYNTAX.matcher(pattern).matches()) {
                throw new IllegalArgumentException("'" + pattern + "' is no pattern of entry points; write it as"
                        + " \"package.module:function\" or \"package.module:*\"");
            }
        }
        return new Permission(Set.copyOf(List.of(patterns)), false, "");
    }

    /**
     * Allows everything: any function, any attribute, and code of the client's own. Such a client can do what the server's process can.
     *
     * @return the permission
     */
    public static Permission everything() {
        return new Permission(Set.of(), true, "");
    }

    /**
     * Refuses.
     *
     * @param reason why, as the client is told it
     * @return no permission
     */
    public static Permission refused(String reason) {
        return new Permission(Set.of(), false, reason.isEmpty() ? "access refused" : reason);
    }

    /**
     * Returns a permission of what either one allows.
     *
     * @param other another permission that is no refusal
     * @return both
     */
    public Permission and(Permission other) {
        Set<String> both = new LinkedHashSet<>(patterns);
        both.addAll(other.patterns);
        return new Permission(Set.copyOf(both), code || other.code, refusal.isEmpty() ? other.refusal : refusal);
    }

    boolean isRefusal() {
        return !refusal.isEmpty();
    }

    String refusal() {
        return refusal;
    }

    boolean allowsCode() {
        return code;
    }

    boolean isEmpty() {
        return patterns.isEmpty() && !code;
    }

    Set<String> patterns() {
        return patterns;
    }
}

package org.pybridge.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides how a class is encoded: the first rule that knows the class, and a last resort when none does. Built once, then only read. */
final class EncoderChoice {
    private final Map<Class<?>, Encoder> users;
    private final Map<Predicate<Class<?>>, Function<Class<?>, Encoder>> rules = new LinkedHashMap<>();

    private final Encoder otherwise;

    /**
     * Starts with the user's own encoders, which win over all rules.
     *
     * @param users by class or interface
     * @param otherwise for classes that no rule knows
     */
    EncoderChoice(Map<Class<?>, Encoder> users, Encoder otherwise) {
        this.users = users;
        this.otherwise = otherwise;
    }

    EncoderChoice rule(Predicate<Class<?>> matches, Encoder encoder) {
        return ruleFor(matches, type -> encoder);
    }

    /** Adds a rule whose encoder is made for each class. */
    EncoderChoice ruleFor(Predicate<Class<?>> matches, Function<Class<?>, Encoder> encoder) {
        rules.put(matches, encoder);
        return this;
    }

    EncoderChoice rule(Class<?> type, Encoder encoder) {
        return rule(type::isAssignableFrom, encoder);
    }

    Encoder of(Class<?> type) {
        return ofUser(type).orElseGet(() -> ofRules(type));
    }

    private Encoder ofRules(Class<?> type) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getKey().test(type))
                .findFirst()
                .map(rule -> rule.getValue().apply(type))
                .orElse(otherwise);
    }

    /** The class itself, then its superclasses, then all interfaces. */
    private Optional<Encoder> ofUser(Class<?> type) {
        if (users.isEmpty()) {
            return Optional.empty();
        }
        return Ancestors.of(type).stream()
                .filter(users::containsKey)
                .findFirst()
                .map(users::get);
    }
}

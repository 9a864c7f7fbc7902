package org.pybridge.internal.convert.encode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pybridge.ConversionException;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.type.Ancestors;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Encoder;

/** Decides how a class is encoded: by the first rule that knows the class; when none does, it is refused. Built once, then only read. */
public final class EncoderChoice {
    static final Encoder REFUSED = (value, levels) -> {
        throw ConversionException.ofArgument(
                ConversionErrors.kind(value), "Python", Beans.whyNotPassed(value.getClass()));
    };

    private final Map<Class<?>, Encoder> users;
    private final Map<Predicate<Class<?>>, Function<Class<?>, Encoder>> rules = new LinkedHashMap<>();

    /**
     * Starts with the user's own encoders, which win over all rules.
     *
     * @param users by class or interface
     */
    public EncoderChoice(Map<Class<?>, Encoder> users) {
        this.users = users;
    }

    public EncoderChoice rule(Predicate<Class<?>> matches, Encoder encoder) {
        return ruleFor(matches, type -> encoder);
    }

    /** Adds a rule whose encoder is made for each class. */
    public EncoderChoice ruleFor(Predicate<Class<?>> matches, Function<Class<?>, Encoder> encoder) {
        rules.put(matches, encoder);
        return this;
    }

    public EncoderChoice rule(Class<?> type, Encoder encoder) {
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
                .orElse(REFUSED);
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

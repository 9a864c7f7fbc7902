package org.pybridge.internal.convert.bean;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.pybridge.internal.convert.jackson.Jackson;
import org.pybridge.internal.convert.jackson.JacksonTypes;
import org.pybridge.internal.convert.type.Ancestors;
import org.pybridge.internal.convert.type.FunctionalInterfaces;

/**
 * Finds the properties of classes that are neither records nor annotated: getters, setters, public fields, and parameters of the
 * constructor, by Jackson's rules. Thread-safe.
 */
public final class Beans {
    /** What has getters, too, but is not there to be copied. */
    private static final Set<Class<?>> NO_DATA =
            Set.of(AutoCloseable.class, Throwable.class, Thread.class, ClassLoader.class, Executor.class, Number.class);

    private final Jackson jackson;

    public Beans(Jackson jackson) {
        this.jackson = jackson;
    }

    /** Whether a class may hold data that is worth a copy. */
    private static boolean canBeData(Class<?> type) {
        return !JacksonTypes.isForeign(type)
                && !type.isEnum()
                && NO_DATA.stream().noneMatch(other -> other.isAssignableFrom(type));
    }

    public boolean isReadable(Class<?> type) {
        return !readable(type).isEmpty();
    }

    /** The properties that Python gets: none, unless a field is behind one of them, because all classes have methods that look like getters. */
    public List<BeanPropertyDefinition> readable(Class<?> type) {
        if (!canBeData(type) || (Proxy.isProxyClass(type) && !isView(type))) {
            return List.of();
        }
        List<BeanPropertyDefinition> properties = jackson.written(type).findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .toList();
        boolean isData = Proxy.isProxyClass(type) || properties.stream().anyMatch(property -> isBacked(type, property));
        return isData ? properties : List.of();
    }

    /** Whether a proxy does nothing but give data, as projections do. */
    private static boolean isView(Class<?> proxy) {
        return Arrays.stream(proxy.getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !FunctionalInterfaces.isObjects(method))
                .allMatch(Beans::isGetter);
    }

    private static boolean isGetter(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && (method.getName().startsWith("get") || method.getName().startsWith("is"));
    }

    private static boolean isBacked(Class<?> type, BeanPropertyDefinition property) {
        String name = property.getInternalName();
        String is = "is" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return property.getAccessor().getMember() instanceof Field
                || Ancestors.of(type).stream()
                        .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .anyMatch(field ->
                                field.getName().equals(name) || field.getName().equals(is));
    }

    /** How to make an instance, where that can be told; Java's own classes and what is only named by an interface cannot be made. */
    public Optional<BeanPlan> plan(JavaType type) {
        Class<?> raw = type.getRawClass();
        boolean canBeMade = canBeData(raw) && !raw.isInterface() && !Modifier.isAbstract(raw.getModifiers());
        return canBeMade ? BeanPlan.of(jackson.made(type)) : Optional.empty();
    }

    public boolean isMade(JavaType type) {
        return plan(type).isPresent();
    }

    /** What to say of a class that is not read. */
    public static String whyNotMade(Class<?> type) {
        String converter = "add fromPython(" + type.getSimpleName() + ".class, ...)";
        if (JacksonTypes.isForeign(type)) {
            return "it is not made of Python values; " + converter;
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return (type.isSealed() ? "it is sealed" : type.isInterface() ? "it is an interface" : "it is abstract")
                    + ", and nothing says which class to make: ask for the class, annotate it with @JsonTypeInfo and @JsonSubTypes, or "
                    + converter;
        }
        return "it has no constructor without parameters and properties to set, and none whose parameters have names: compile with"
                + " -parameters, annotate it with @JsonCreator and @JsonProperty, or " + converter;
    }

    /** What to say of a class that is not passed. */
    public static String whyNotPassed(Class<?> type) {
        String reason = "it has no public getters or fields of its own";
        if (NO_DATA.stream().anyMatch(other -> other.isAssignableFrom(type))) {
            reason = "it is a resource, an error or a number of its own kind, and no data";
        } else if (JacksonTypes.isForeign(type)) {
            reason = "Python has nothing like it";
        } else if (Iterable.class.isAssignableFrom(type)) {
            reason = "it has elements and properties, and a copy would lose one of them";
        }
        return reason + "; pass what Python needs of it, add toPython(" + type.getSimpleName()
                + ".class, ...), or pass Opaque.of(it) for a reference that Python can only hand back";
    }
}

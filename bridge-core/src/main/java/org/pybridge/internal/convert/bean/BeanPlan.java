package org.pybridge.internal.convert.bean;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pybridge.PyName;
import org.pybridge.internal.convert.jackson.ParameterNames;

/**
 * How an instance of a class is made: with these arguments of its constructor, and then these properties.
 *
 * @param constructor takes the first of the properties
 * @param arguments the properties that the constructor takes, in order
 * @param others the properties that are set afterwards
 * @param behind the fields that the arguments have to be in afterwards, where only their order names the parameters; else none
 */
public record BeanPlan(
        Constructor<?> constructor, List<Property> arguments, List<Property> others, List<Field> behind) {

    /**
     * A property that can be given.
     *
     * @param name its name in Java
     * @param type its type, without variables
     * @param member the parameter, the setter or the field
     */
    public record Property(String name, JavaType type, AnnotatedMember member) {}

    /** Gives nothing for a class that cannot be made, or of which nothing could be set. */
    static Optional<BeanPlan> of(BeanDescription description) {
        List<BeanPropertyDefinition> properties = description.findProperties();
        List<AnnotatedParameter> parameters = properties.stream()
                .map(BeanPropertyDefinition::getConstructorParameter)
                .filter(parameter -> parameter != null)
                .sorted(Comparator.comparing(AnnotatedParameter::getIndex))
                .toList();
        AnnotatedConstructor empty = description.findDefaultConstructor();
        Executable made = parameters.isEmpty()
                ? (empty == null ? null : empty.getAnnotated())
                : (Executable) parameters.get(0).getOwner().getAnnotated();
        if (!(made instanceof Constructor<?> constructor) || constructor.getParameterCount() != parameters.size()) {
            return Optional.empty();
        }
        List<Property> arguments = new ArrayList<>();
        List<Property> others = new ArrayList<>();
        for (BeanPropertyDefinition property : properties) {
            AnnotatedParameter parameter = property.getConstructorParameter();
            AnnotatedMember mutator = parameter != null ? parameter : property.getNonConstructorMutator();
            if (mutator instanceof AnnotatedMethod setter) {
                others.add(new Property(property.getName(), setter.getParameterType(0), setter));
            } else if (mutator instanceof AnnotatedField field) {
                others.add(new Property(property.getName(), field.getType(), field));
            } else if (parameter != null) {
                arguments.add(new Property(property.getName(), parameter.getType(), parameter));
            }
        }
        arguments.sort(Comparator.comparing(argument -> ((AnnotatedParameter) argument.member()).getIndex()));
        return arguments.isEmpty() && others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new BeanPlan(constructor, List.copyOf(arguments), List.copyOf(others), behind(constructor)));
    }

    private static List<Field> behind(Constructor<?> constructor) {
        boolean isTold = Arrays.stream(constructor.getParameters())
                        .allMatch(parameter -> parameter.isNamePresent() || parameter.isAnnotationPresent(PyName.class))
                || Arrays.stream(constructor.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("ConstructorProperties"));
        return isTold ? List.of() : ParameterNames.fieldsOf(constructor).orElse(List.of());
    }
}

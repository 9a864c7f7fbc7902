package org.pybridge.convert;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an instance of a class is made: with these arguments of its constructor, and then these properties.
 *
 * @param constructor takes the first of the properties
 * @param arguments the properties that the constructor takes, in order
 * @param others the properties that are set afterwards
 */
record BeanPlan(Constructor<?> constructor, List<Property> arguments, List<Property> others) {

    /**
     * A property that can be given.
     *
     * @param name its name in Java
     * @param type its type, without variables
     * @param member the parameter, the setter or the field
     */
    record Property(String name, JavaType type, AnnotatedMember member) {}

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
                : Optional.of(new BeanPlan(constructor, List.copyOf(arguments), List.copyOf(others)));
    }
}

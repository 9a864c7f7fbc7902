package org.pybridge.internal.convert.type;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeBindings;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;

/**
 * The types of the members of a class or interface, with each type variable replaced by its argument: {@code apply} of a
 * {@code Function<Integer, Item>} takes an {@code Integer} and gives an {@code Item}, and so does {@code apply} of an interface that
 * extends it, at any distance. A variable without an argument is its bound. Immutable and thread-safe.
 */
public final class MemberTypes {
    private final TypeFactory types;
    private final JavaType owner;

    public MemberTypes(TypeFactory types, JavaType owner) {
        this.types = types;
        this.owner = owner;
    }

    /**
     * Gives the class or interface that has the members.
     *
     * @return the type with its arguments
     */
    public JavaType owner() {
        return owner;
    }

    /**
     * Gives the type of a method's result.
     *
     * @param method a method of the owner or of a type that the owner extends
     * @return its type, without variables
     */
    public JavaType result(Method method) {
        return resolve(method.getGenericReturnType(), method);
    }

    /**
     * Gives the types of a method's parameters.
     *
     * @param method a method of the owner or of a type that the owner extends
     * @return their types in order, without variables
     */
    public List<JavaType> parameters(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .map(type -> resolve(type, method))
                .toList();
    }

    public JavaType component(RecordComponent component) {
        return types.resolveMemberType(component.getGenericType(), owner.getBindings());
    }

    /** A variable that the method itself declares is another one than the owner's of the same name. */
    private JavaType resolve(Type type, Method method) {
        JavaType declaring = owner.findSuperType(method.getDeclaringClass());
        TypeBindings bindings = declaring == null ? TypeBindings.emptyBindings() : declaring.getBindings();
        for (TypeVariable<? extends GenericDeclaration> own : method.getTypeParameters()) {
            bindings = bindings.withoutVariable(own.getName());
        }
        return types.resolveMemberType(type, bindings);
    }
}

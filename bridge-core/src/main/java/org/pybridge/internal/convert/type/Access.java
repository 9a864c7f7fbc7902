package org.pybridge.internal.convert.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Method;

/** Opens members of the user's types that Java hides, such as the accessors of a record that is not public. */
public final class Access {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class, Object[].class);

    private Access() {}

    /** Makes a handle of an instance method take the instance and an array of arguments, and give an object: {@code (Object, Object[])Object}. */
    public static MethodHandle spread(MethodHandle method, int parameters) {
        return method.asFixedArity().asSpreader(Object[].class, parameters).asType(ANY);
    }

    public static <T extends AccessibleObject & Member> T open(T member) {
        if (!member.trySetAccessible()) {
            Class<?> owner = member.getDeclaringClass();
            throw new IllegalArgumentException(member + " cannot be reached: make " + owner.getName()
                    + " public and export its package, or open " + owner.getPackageName() + " to org.pybridge.core");
        }
        return member;
    }

    /** Opens a method, or the one that it implements: a proxy's class is hidden, its interfaces are not. */
    public static Method openFor(Class<?> type, Method method) {
        if (method.trySetAccessible()) {
            return method;
        }
        for (Class<?> each : Ancestors.interfacesOf(type)) {
            try {
                Method declared = each.getMethod(method.getName(), method.getParameterTypes());
                if (declared.trySetAccessible()) {
                    return declared;
                }
            } catch (NoSuchMethodException notOfThisOne) {
                continue;
            }
        }
        return open(method);
    }
}

package org.pybridge.convert;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Executable;

/** Opens members of the user's types that Java hides, such as the accessors of a record that is not public. */
final class Access {
    private Access() {}

    static <T extends Executable> T open(T member) {
        if (!((AccessibleObject) member).trySetAccessible()) {
            Class<?> owner = member.getDeclaringClass();
            throw new IllegalArgumentException(member + " cannot be reached: make " + owner.getName()
                    + " public and export its package, or open " + owner.getPackageName() + " to org.pybridge.core");
        }
        return member;
    }
}

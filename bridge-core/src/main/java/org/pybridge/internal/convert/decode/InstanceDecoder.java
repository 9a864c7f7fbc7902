package org.pybridge.internal.convert.decode;

import org.jspecify.annotations.Nullable;
import org.pybridge.internal.convert.bean.Beans;
import org.pybridge.internal.convert.type.ConversionErrors;
import org.pybridge.internal.convert.type.Copyable;
import org.pybridge.internal.convert.type.Decoder;
import org.pybridge.internal.convert.type.MemberTypes;
import org.pybridge.internal.convert.type.TypeName;

/** Decodes to a type that Python has no value for: a Java object that comes back, or an interface that a Python object implements. */
final class InstanceDecoder implements Decoder {
    private final MemberTypes members;
    private final Class<?> type;
    private final String name;

    InstanceDecoder(MemberTypes members) {
        this.members = members;
        this.type = members.owner().getRawClass();
        this.name = TypeName.of(members.owner());
    }

    @Override
    public @Nullable Object decode(@Nullable Object natural, int levels) {
        if (type.isInstance(natural)) {
            return natural;
        }
        if (natural instanceof Copyable live && type.isInterface()) {
            return live.implement(members);
        }
        throw ConversionErrors.of(natural, name).explained(Beans.whyNotMade(type), null);
    }
}

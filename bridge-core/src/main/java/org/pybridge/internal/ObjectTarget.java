package org.pybridge.internal;

import java.util.List;
import java.util.Objects;
import org.pybridge.spi.Shape;

/** A live object. */
record ObjectTarget(LiveObject object) implements BindingTarget {

    @Override
    public List<?> member(String name) {
        return (List<?>) Objects.requireNonNull(object.apply(RuntimeFunctions.MEMBER, Shape.VALUE, name));
    }

    @Override
    public Callee callee(String name) {
        return (arguments, named, wanted, terms) -> object.callMethod(name, arguments, named, wanted, terms);
    }

    @Override
    public Callee value(String name) {
        return (arguments, named, wanted, terms) -> object.under(terms).apply(RuntimeFunctions.ATTRIBUTE, wanted, name);
    }

    @Override
    public void close() {
        object.close();
    }

    @Override
    public String toString() {
        return "object " + object;
    }
}

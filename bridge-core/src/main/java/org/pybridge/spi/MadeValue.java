package org.pybridge.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that a function of Python makes where the value arrives, at any depth of the arguments. A natural value, inwards. Immutable as
 * long as nobody changes its arguments.
 *
 * <p>A function that takes such a value as one of its own arguments can be called through another function, which sees the annotations of
 * the first and can fit the value to them.
 *
 * @param maker makes the value; it is in a module that every interpreter can import
 * @param arguments what the maker is called with, in natural values
 * @param caller is called with a module's name, the dotted path of a function inside of it, and this function's arguments, in its place; in
 *     place of an object that is called, with the object, an empty text and the arguments. Null where the value needs none
 */
public record MadeValue(
        EntryPoint maker,
        List<? extends @Nullable Object> arguments,
        @Nullable EntryPoint caller) {

    /** Checks that nothing is missing. */
    public MadeValue {
        Objects.requireNonNull(maker, "maker");
        Objects.requireNonNull(arguments, "arguments");
    }
}

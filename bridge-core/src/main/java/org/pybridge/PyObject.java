package org.pybridge;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Python object that is still alive in its interpreter. Each method is one call there: it takes a lease on that interpreter, so an
 * object that came out of a pool can be used at any time, and never meets another interpreter's objects. Thread-safe, as far as the
 * Python object is; an object of a {@link Session} is used as its session is, by one thread at a time.
 *
 * <pre>{@code
 * try (Session session = python.session()) {
 *     PyObject numbers = session.eval("[3, 1, 2]");
 *     numbers.callMethod("sort");
 *     int least = numbers.getItem(0).as(int.class);
 * }
 * }</pre>
 *
 * <p>An object that Java forgets is released when it is garbage collected; {@link #close()} releases it at once. Used after that, or
 * after its interpreter has gone, it throws {@link StaleObjectException}.
 *
 * <p>Attributes, items and results come back as {@code PyObject} too; {@link #as(Class) as} copies to Java.
 *
 * <p>{@code equals}, {@code hashCode} and {@code toString} are those of the Java object and call nothing in Python; Python's are {@link
 * #isEqualTo}, {@link #hash} and {@link #str}.
 */
public interface PyObject extends PyValue, AutoCloseable {

    /**
     * Reads an attribute.
     *
     * @param name its name
     * @return the attribute
     * @throws PythonException {@code AttributeError} when there is none
     */
    PyObject attribute(String name);

    /**
     * Sets an attribute.
     *
     * @param name its name
     * @param value the new value, converted to Python
     */
    void setAttribute(String name, Object value);

    /**
     * Deletes an attribute.
     *
     * @param name its name
     */
    void deleteAttribute(String name);

    /**
     * Tells whether the object has an attribute.
     *
     * @param name its name
     * @return true when it does
     */
    boolean hasAttribute(String name);

    /**
     * Reads an item, {@code object[key]}.
     *
     * @param key index or key
     * @return the item
     * @throws PythonException {@code IndexError}, {@code KeyError} or {@code TypeError} when there is none
     */
    PyObject getItem(Object key);

    /**
     * Sets an item, {@code object[key] = value}.
     *
     * @param key index or key
     * @param value the new value
     */
    void setItem(Object key, Object value);

    /**
     * Deletes an item, {@code del object[key]}.
     *
     * @param key index or key
     */
    void deleteItem(Object key);

    /**
     * Calls a method of the object.
     *
     * @param method its name
     * @param arguments its positional arguments
     * @return what it returned
     */
    PyObject callMethod(String method, Object... arguments);

    /**
     * Calls a method of the object with everything that a {@link Call} can say, as {@code Call.of("sort").keyword("reverse", true)}.
     *
     * @param call the call; its target is the name of an attribute, dotted for attributes of attributes
     * @param <T> the type of the result
     * @return what it returned
     */
    <T> T callMethod(Call<T> call);

    /**
     * Calls the object itself.
     *
     * @param arguments its positional arguments
     * @return what it returned
     */
    PyObject call(Object... arguments);

    /**
     * Tests {@code value in object}.
     *
     * @param value the value to look for
     * @return true when it is there
     */
    boolean contains(Object value);

    /**
     * Gives {@code len(object)}.
     *
     * @return the length
     */
    long length();

    /**
     * Gives {@code bool(object)}.
     *
     * @return Python's truth of the object
     */
    boolean isTrue();

    /**
     * Compares by Python's {@code ==}.
     *
     * @param other a value, or an object of the same interpreter
     * @return whether Python takes them for equal
     * @throws PythonException when Python raised, as where an array answers with an array
     */
    boolean isEqualTo(@Nullable Object other);

    /**
     * Returns {@code hash(object)}.
     *
     * @return the hash
     * @throws PythonException when the object has none
     */
    long hash();

    /**
     * Returns {@code str(object)}.
     *
     * @return the text
     */
    String str();

    /**
     * Gives {@code repr(object)}.
     *
     * @return the text
     */
    String repr();

    /**
     * Gives {@code type(object)}.
     *
     * @return the object's class
     */
    PyObject type();

    /**
     * Gives {@code dir(object)}.
     *
     * @return the names of its attributes, sorted
     */
    List<String> dir();

    /**
     * Iterates over the object, one element a step; a generator runs no further than the elements that were asked for.
     *
     * @return a new iterator, to be closed when it is not read to its end so that a generator runs its {@code finally}
     */
    PyIterator<PyObject> iterator();

    /**
     * Iterates over the object, each element converted.
     *
     * @param type the type of the elements
     * @param <T> the type of the elements
     * @return a new iterator
     */
    <T> PyIterator<T> iterator(Class<T> type);

    /**
     * Streams the elements lazily.
     *
     * @param type the type of the elements
     * @param <T> the type of the elements
     * @return a sequential stream; closing it closes the iterator
     */
    <T> Stream<T> stream(Class<T> type);

    /**
     * Enters the object as {@code with} does.
     *
     * @return what {@code __enter__} gave; closing it calls {@code __exit__}
     */
    PyContext enter();

    /**
     * Binds the object to a Java interface, as {@link PythonOperations#bind(Class)} does with a module.
     *
     * @param type the interface
     * @param <T> the interface
     * @return its implementation
     */
    <T> T bind(Class<T> type);

    /** Releases the object; safe to call again. */
    @Override
    void close();
}

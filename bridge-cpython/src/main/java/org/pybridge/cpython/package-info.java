/** CPython in the JVM: the real one, by {@code java.lang.foreign}. */
@NullMarked
package org.pybridge.cpython;

import org.jspecify.annotations.NullMarked;

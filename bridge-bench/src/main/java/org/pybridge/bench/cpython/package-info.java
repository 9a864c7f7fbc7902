/** CPython in the JVM next to its rivals. Compiled on JDK 22 and later only. */
@NullMarked
package org.pybridge.bench.cpython;

import org.jspecify.annotations.NullMarked;

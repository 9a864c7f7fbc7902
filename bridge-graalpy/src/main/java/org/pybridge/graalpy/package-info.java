/** Python on GraalPy: interpreters embedded in the JVM, each with a lock of its own. */
@NullMarked
package org.pybridge.graalpy;

import org.jspecify.annotations.NullMarked;

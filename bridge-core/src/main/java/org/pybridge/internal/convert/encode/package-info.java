/** Java to Python: an encoder makes the natural value of a value. */
@NullMarked
package org.pybridge.internal.convert.encode;

import org.jspecify.annotations.NullMarked;

/** Python to Java: a decoder makes the wanted type of a natural value. */
@NullMarked
package org.pybridge.internal.convert.decode;

import org.jspecify.annotations.NullMarked;

/** The Python half of the library, and what it tells: errors, log levels, the steps of a start. */
@NullMarked
package org.pybridge.internal.runtime;

import org.jspecify.annotations.NullMarked;

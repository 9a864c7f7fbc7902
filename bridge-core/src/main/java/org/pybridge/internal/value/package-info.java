/** Natural values: lists of numbers and strings without an object each, maps, decimals. */
@NullMarked
package org.pybridge.internal.value;

import org.jspecify.annotations.NullMarked;

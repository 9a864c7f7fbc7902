/** Objects that stay in Python, their buffers and iterators, and Java interfaces bound to them or to modules. */
@NullMarked
package org.pybridge.internal.object;

import org.jspecify.annotations.NullMarked;

/** Java functions and objects that Python calls. */
@NullMarked
package org.pybridge.internal.convert.callback;

import org.jspecify.annotations.NullMarked;

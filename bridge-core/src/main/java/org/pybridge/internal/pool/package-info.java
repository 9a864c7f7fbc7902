/** CallExecutor interpreters to calls. */
@NullMarked
package org.pybridge.internal.pool;

import org.jspecify.annotations.NullMarked;

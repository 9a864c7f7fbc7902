/** Cases about the pool: its options, its interpreters and their ends. */
@NullMarked
package org.pybridge.testing.pool;

import org.jspecify.annotations.NullMarked;

/** How interpreters are shared: the pool's configuration and its figures. */
@NullMarked
package org.pybridge.pool;

import org.jspecify.annotations.NullMarked;

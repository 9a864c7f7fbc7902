/** The facade's workings: calls on a pool, sessions, live objects. */
@NullMarked
package org.pybridge.internal;

import org.jspecify.annotations.NullMarked;

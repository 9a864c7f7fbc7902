/** Lending interpreters to calls. */
@NullMarked
package org.pybridge.pool;

import org.jspecify.annotations.NullMarked;

/** Interpreters lent to those who make calls for somebody else, as a server does. */
@NullMarked
package org.pybridge.internal.lease;

import org.jspecify.annotations.NullMarked;

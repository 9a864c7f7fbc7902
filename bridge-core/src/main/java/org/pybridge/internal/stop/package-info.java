/** How a call is watched while it runs, and how it is stopped. */
@NullMarked
package org.pybridge.internal.stop;

import org.jspecify.annotations.NullMarked;

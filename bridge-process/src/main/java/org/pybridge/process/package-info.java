/** Running programs, and Python above all, in processes of their own. */
@NullMarked
package org.pybridge.process;

import org.jspecify.annotations.NullMarked;

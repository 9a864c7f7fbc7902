/** Running Python in worker processes. */
@NullMarked
package org.pybridge.process;

import org.jspecify.annotations.NullMarked;

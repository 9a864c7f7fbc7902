/** Tables between Java and Python: rows and columns that cross without an object for each cell. */
@NullMarked
package org.pybridge.arrow;

import org.jspecify.annotations.NullMarked;

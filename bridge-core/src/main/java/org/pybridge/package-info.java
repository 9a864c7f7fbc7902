/** Running Python from Java: the types that users import. */
@NullMarked
package org.pybridge;

import org.jspecify.annotations.NullMarked;

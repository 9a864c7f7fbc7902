/** What a backend implements. Users of the library do not need it. */
@NullMarked
package org.pybridge.spi;

import org.jspecify.annotations.NullMarked;

/** Converting values between Python and Java. */
@NullMarked
package org.pybridge.convert;

import org.jspecify.annotations.NullMarked;

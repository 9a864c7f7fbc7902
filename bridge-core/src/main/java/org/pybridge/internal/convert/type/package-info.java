/** What encoders and decoders share: types, names, nesting, and the errors of values that do not fit. */
@NullMarked
package org.pybridge.internal.convert.type;

import org.jspecify.annotations.NullMarked;

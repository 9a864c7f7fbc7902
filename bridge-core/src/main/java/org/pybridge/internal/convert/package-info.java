/** The user's values and natural ones: which encoder and which decoder takes which class. */
@NullMarked
package org.pybridge.internal.convert;

import org.jspecify.annotations.NullMarked;

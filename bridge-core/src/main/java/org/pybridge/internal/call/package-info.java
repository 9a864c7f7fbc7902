/** One call: an interpreter is leased, used and given back, under the rules of its options. */
@NullMarked
package org.pybridge.internal.call;

import org.jspecify.annotations.NullMarked;

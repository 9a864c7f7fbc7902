/** Cases about values: what each kind of value is on the other side. */
@NullMarked
package org.pybridge.testing.values;

import org.jspecify.annotations.NullMarked;

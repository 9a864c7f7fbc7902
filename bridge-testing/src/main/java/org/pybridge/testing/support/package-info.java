/** What the cases share. */
@NullMarked
package org.pybridge.testing.support;

import org.jspecify.annotations.NullMarked;

/** What the examples share. */
@NullMarked
package org.pybridge.examples;

import org.jspecify.annotations.NullMarked;

/** Cases about Python's exceptions in Java. */
@NullMarked
package org.pybridge.testing.errors;

import org.jspecify.annotations.NullMarked;

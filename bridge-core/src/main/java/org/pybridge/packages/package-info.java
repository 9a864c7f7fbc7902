/** Python packages that a backend installs before its first interpreter starts. */
@NullMarked
package org.pybridge.packages;

import org.jspecify.annotations.NullMarked;

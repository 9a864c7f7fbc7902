/** What can be set on a command, and how it is seen to its end. Knows nothing of what users hold. */
@NullMarked
package org.pybridge.command.internal;

import org.jspecify.annotations.NullMarked;

/** Moving bytes between a process and Java. Knows nothing of commands. */
@NullMarked
package org.pybridge.command.stream;

import org.jspecify.annotations.NullMarked;

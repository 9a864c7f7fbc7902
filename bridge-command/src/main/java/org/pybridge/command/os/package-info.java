/** What is asked of the operating system: programs, process trees, signals, text. Knows nothing of commands. */
@NullMarked
package org.pybridge.command.os;

import org.jspecify.annotations.NullMarked;

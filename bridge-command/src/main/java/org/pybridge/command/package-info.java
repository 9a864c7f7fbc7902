/** Programs and Python scripts as commands: run once, each in a process of its own. */
@NullMarked
package org.pybridge.command;

import org.jspecify.annotations.NullMarked;

/** Installed packages: pip, its lock file, and the directories that are kept for other JVMs. */
@NullMarked
package org.pybridge.internal.install;

import org.jspecify.annotations.NullMarked;

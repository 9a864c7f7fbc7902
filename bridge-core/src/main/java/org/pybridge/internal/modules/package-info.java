/** The application's own Python modules: where their sources are, and as they are now. */
@NullMarked
package org.pybridge.internal.modules;

import org.jspecify.annotations.NullMarked;

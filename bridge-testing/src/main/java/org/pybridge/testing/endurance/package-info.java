/** What the endurance contract runs for long. */
@NullMarked
package org.pybridge.testing.endurance;

import org.jspecify.annotations.NullMarked;

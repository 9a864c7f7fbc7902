/** A Python that comes as a dependency, unpacked once into the user's cache. */
@NullMarked
package org.pybridge.bundled;

import org.jspecify.annotations.NullMarked;

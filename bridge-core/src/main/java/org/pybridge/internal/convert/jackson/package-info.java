/** Classes that Jackson's annotations describe, and JSON trees. */
@NullMarked
package org.pybridge.internal.convert.jackson;

import org.jspecify.annotations.NullMarked;

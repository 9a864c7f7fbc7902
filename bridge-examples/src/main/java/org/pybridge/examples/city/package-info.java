/** The city search: Python's data and index, queried from Java. */
@NullMarked
package org.pybridge.examples.city;

import org.jspecify.annotations.NullMarked;

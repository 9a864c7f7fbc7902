/** The figures of a pool of Python interpreters as Micrometer meters. */
@NullMarked
package org.pybridge.micrometer;

import org.jspecify.annotations.NullMarked;

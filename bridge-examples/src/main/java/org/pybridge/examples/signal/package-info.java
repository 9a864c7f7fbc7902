/** Analyses a signal: Java makes and plots it, numpy fits and transforms it. */
@NullMarked
package org.pybridge.examples.signal;

import org.jspecify.annotations.NullMarked;

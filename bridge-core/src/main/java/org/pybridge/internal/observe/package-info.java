/** Telling listeners and Flight Recorder what happens. */
@NullMarked
package org.pybridge.internal.observe;

import org.jspecify.annotations.NullMarked;

/** A program that serves Python in worker processes, by a file of settings. */
@NullMarked
package org.pybridge.server;

import org.jspecify.annotations.NullMarked;

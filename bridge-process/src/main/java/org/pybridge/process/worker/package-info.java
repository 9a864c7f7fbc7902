/** Worker processes: finding a Python, starting and ending it, and what became of it. It knows the protocol, not what a call is. */
@NullMarked
package org.pybridge.process.worker;

import org.jspecify.annotations.NullMarked;

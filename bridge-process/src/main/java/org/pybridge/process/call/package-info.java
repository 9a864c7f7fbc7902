/** Calls in a worker: what is sent, what comes back, callbacks, references and stops. */
@NullMarked
package org.pybridge.process.call;

import org.jspecify.annotations.NullMarked;

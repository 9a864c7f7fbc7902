/** What passes between the JVM and a worker: frames, and the streams that carry them. It knows no worker and no call. */
@NullMarked
package org.pybridge.process.protocol;

import org.jspecify.annotations.NullMarked;

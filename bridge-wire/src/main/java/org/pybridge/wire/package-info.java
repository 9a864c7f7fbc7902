/** Natural values as MessagePack, for backends whose Python is in another process. Users of the library do not need it. */
@NullMarked
package org.pybridge.wire;

import org.jspecify.annotations.NullMarked;

/** Files, threads and streams: what the backends use, too. */
@NullMarked
package org.pybridge.internal.support;

import org.jspecify.annotations.NullMarked;

/** Cases about calls: code that runs, by each verb, with limits, output and results. */
@NullMarked
package org.pybridge.testing.calls;

import org.jspecify.annotations.NullMarked;

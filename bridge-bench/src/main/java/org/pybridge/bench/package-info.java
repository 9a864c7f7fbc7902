/** Benchmarks. Each stands next to its rival, so that a ratio comes from one run. */
@NullMarked
package org.pybridge.bench;

import org.jspecify.annotations.NullMarked;

/** The contract of PyBridge as JUnit cases, which every backend passes. */
@NullMarked
package org.pybridge.testing;

import org.jspecify.annotations.NullMarked;

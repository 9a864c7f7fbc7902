/** Python on other machines: a server of any Python, and a backend that calls one. */
@NullMarked
package org.pybridge.grpc;

import org.jspecify.annotations.NullMarked;

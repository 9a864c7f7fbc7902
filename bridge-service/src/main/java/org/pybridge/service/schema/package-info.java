/** Descriptors of a {@code .proto} as gRPC has them. */
@NullMarked
package org.pybridge.service.schema;

import org.jspecify.annotations.NullMarked;

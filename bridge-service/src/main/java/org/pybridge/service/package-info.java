/** Services by contract: Python implements what a {@code .proto} says, for any server of grpc-java. */
@NullMarked
package org.pybridge.service;

import org.jspecify.annotations.NullMarked;

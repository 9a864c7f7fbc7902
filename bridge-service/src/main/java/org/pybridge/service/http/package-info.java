/** Services of grpc-java, whoever implements them, over plain HTTP: Twirp and Connect, as server and as client. */
@NullMarked
package org.pybridge.service.http;

import org.jspecify.annotations.NullMarked;

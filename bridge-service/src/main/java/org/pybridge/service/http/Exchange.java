package org.pybridge.service.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One request and its response, of whichever HTTP server. For one thread. */
interface Exchange {
    /** Gives the method, as {@code POST}. */
    String method();

    /** Gives the path below the place where the services are, beginning with a slash. */
    String path();

    /** Gives what follows the question mark, not decoded; empty when there is nothing. */
    String query();

    /** Gives the value of a header. */
    Optional<String> header(String name);

    /** Hands over each header with each of its values. */
    void headers(BiConsumer<String, String> each);

    InputStream body() throws IOException;

    /** Adds a header to the response. */
    void addHeader(String name, String value);

    /** Sends a response of a known length. */
    void respond(int status, byte[] body) throws IOException;

    /** Begins a response whose length is not known, to be closed at its end. */
    OutputStream respond(int status) throws IOException;
}

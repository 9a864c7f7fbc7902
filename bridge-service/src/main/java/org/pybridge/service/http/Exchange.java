package org.pybridge.service.http;

import io.grpc.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pybridge.service.schema.Schema;

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

    /** Gives the content type in lower case, without its parameters. */
    default String contentType() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    }

    /** Gives the metadata among the headers, and who sends them. */
    default Metadata metadata() {
        Metadata metadata = new Metadata();
        headers((name, value) -> HttpMetadata.add(metadata, name, value));
        metadata.discardAll(Schema.PEER);
        metadata.put(Schema.PEER, peer());
        return metadata;
    }

    /** Gives the address of the client, as {@code ipv4:1.2.3.4:5}. */
    String peer();

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

package org.pybridge.service.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pybridge.service.schema.Schema;

/** An exchange of the JDK's server. */
record JdkExchange(HttpExchange exchange) implements Exchange {
    @Override
    public String method() {
        return exchange.getRequestMethod();
    }

    @Override
    public String path() {
        String place = exchange.getHttpContext().getPath();
        String path = exchange.getRequestURI().getPath();
        return place.endsWith("/") ? path.substring(place.length() - 1) : path.substring(place.length());
    }

    @Override
    public String query() {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public String peer() {
        return Schema.peer(exchange.getRemoteAddress());
    }

    @Override
    public void headers(BiConsumer<String, String> each) {
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> each.accept(name, value)));
    }

    @Override
    public InputStream body() {
        return exchange.getRequestBody();
    }

    @Override
    public void addHeader(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
    }

    @Override
    public void respond(int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public OutputStream respond(int status) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        return exchange.getResponseBody();
    }
}

package org.pybridge.service.http;

import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.pybridge.service.schema.Schema;

/** An exchange of a servlet container. */
record ServletExchange(HttpServletRequest request, HttpServletResponse response) implements Exchange {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getPathInfo();
        return path == null ? request.getServletPath() : path;
    }

    @Override
    public String query() {
        String query = request.getQueryString();
        return query == null ? "" : query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public String peer() {
        // Some containers have brackets around it, others not.
        String host = request.getRemoteAddr().replaceAll("[\\[\\]]", "");
        return InetAddresses.isInetAddress(host)
                ? Schema.peer(new InetSocketAddress(InetAddresses.forString(host), request.getRemotePort()))
                : host + ":" + request.getRemotePort();
    }

    @Override
    public void headers(BiConsumer<String, String> each) {
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> each.accept(name, value));
        }
    }

    @Override
    public InputStream body() throws IOException {
        return request.getInputStream();
    }

    @Override
    public void addHeader(String name, String value) {
        response.addHeader(name, value);
    }

    @Override
    public void respond(int status, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public OutputStream respond(int status) throws IOException {
        response.setStatus(status);
        return response.getOutputStream();
    }
}

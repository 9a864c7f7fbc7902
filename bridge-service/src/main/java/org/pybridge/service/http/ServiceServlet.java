package org.pybridge.service.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/**
 * Services for a servlet container such as Jetty's, Tomcat's or Spring Boot's: map it to {@code /*} or to a path, and the services are below that. Needs
 * {@code jakarta.servlet-api}, which a container brings. Thread-safe.
 */
public final class ServiceServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient HttpServices services;

    /**
     * Makes a servlet.
     *
     * @param services what it serves; they stay open when it is destroyed
     */
    public ServiceServlet(HttpServices services) {
        this.services = Objects.requireNonNull(services, "services");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        services.answer(new ServletExchange(request, response));
    }
}

package org.pybridge.service.http;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.pybridge.Python;
import org.pybridge.service.PythonService;
import org.pybridge.service.Pythons;
import org.pybridge.service.shop.HaberdasherGrpc;

/** A service in Python on the JDK's server and on Jetty. */
record Haberdashery(Python python, HttpServices services, HttpServer jdk, Server jetty, URI onJdk, URI onJetty) {
    static Haberdashery open() throws Exception {
        Python python = Pythons.workers();
        HttpServices services = HttpServices.of(
                PythonService.implement(python, HaberdasherGrpc.getServiceDescriptor(), "hats:Haberdasher"));
        HttpServer jdk = services.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("localhost");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/api");
        context.addServlet(new ServletHolder(new ServiceServlet(services)), "/*");
        jetty.setHandler(context);
        jetty.start();
        return new Haberdashery(
                python,
                services,
                jdk,
                jetty,
                URI.create("http://localhost:" + jdk.getAddress().getPort()),
                URI.create("http://localhost:" + connector.getLocalPort() + "/api"));
    }

    void close() throws Exception {
        jetty.stop();
        jdk.stop(0);
        services.close();
        python.close();
    }
}

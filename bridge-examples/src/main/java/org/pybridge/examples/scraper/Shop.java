package org.pybridge.examples.scraper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A shop on this machine, whose pages are as untidy as real ones: tags that nobody closes, entities, comments, scripts. */
final class Shop implements AutoCloseable {
    static final int ARTICLES_ON_A_PAGE = 20;

    private static final int LINKS_ON_A_PAGE = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpServer server;
    private final int pages;

    private Shop(HttpServer server, int pages) {
        this.server = server;
        this.pages = pages;
    }

    static Shop open(int pages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Shop shop = new Shop(server, pages);
        server.createContext("/", shop::answer);
        server.start();
        return shop;
    }

    /** The first page, from which links lead to all others. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/0");
    }

    /** What the shop offers in all, for the test that nothing was lost. */
    BigDecimal sumOfPrices() {
        return IntStream.range(0, pages * ARTICLES_ON_A_PAGE)
                .mapToObj(Shop::price)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            boolean known = path.matches("\\d{1,6}") && Integer.parseInt(path) < pages;
            byte[] body = (known ? html(Integer.parseInt(path)) : "not found").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(known ? OK : NOT_FOUND, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String html(int page) {
        String articles = IntStream.range(0, ARTICLES_ON_A_PAGE)
                .mapToObj(i -> article(page * ARTICLES_ON_A_PAGE + i))
                .collect(Collectors.joining());
        String links = IntStream.rangeClosed(1, LINKS_ON_A_PAGE)
                .map(i -> page * LINKS_ON_A_PAGE + i)
                .filter(other -> other < pages)
                .mapToObj(other -> "<a href=/" + other + ">page " + other + "</a>")
                .collect(Collectors.joining(" &middot; "));
        return "<!doctype html><title>Shop</title><script>if (1 < 2) { '<li class=article>' }</script>"
                + "<ul><!-- <li class=article> sold out -->" + articles + "</ul><nav>" + links + "</nav>";
    }

    private static String article(int number) {
        return "<li class='article new'><b class=name>T&eacute;a &amp; <i>mug</i> " + number + "</b>"
                + "<span data-price=" + price(number) + ">&euro;</span><span class=tag>hot<span class=tag>n"
                + number % 7
                + "</span></span>\n";
    }

    private static BigDecimal price(int number) {
        return BigDecimal.valueOf(199 + number % 1000, 2);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

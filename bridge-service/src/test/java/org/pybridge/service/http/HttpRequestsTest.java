package org.pybridge.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twirp and Connect as whoever has no stub speaks them: plain requests of HTTP. */
class HttpRequestsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Haberdashery shop;

    @BeforeAll
    static void start() throws Exception {
        shop = Haberdashery.open();
    }

    @AfterAll
    static void stop() throws Exception {
        shop.close();
    }

    private static HttpResponse<String> post(URI server, String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void twirpWritesTheNamesOfTheProtoAndZeros() throws Exception {
        HttpResponse<String> made = post(
                shop.onJdk(),
                "/twirp/shop.Haberdasher/MakeHat",
                "application/json; charset=UTF-8",
                "{\"inches\": 3, \"new\": 1}");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"inches\":3,\"color\":\"ünï\",\"serial_number\":\"1152921504606846976\"}");
    }

    @Test
    void connectWritesJsonNames() throws Exception {
        HttpResponse<String> made =
                post(shop.onJetty(), "/shop.Haberdasher/MakeHat", "application/json", "{\"inches\": 3}");
        assertThat(made.body()).isEqualTo("{\"inches\":3,\"color\":\"ünï\",\"serialNumber\":\"1152921504606846976\"}");
        assertThat(made.headers().firstValue("trailer-x-asked")).contains("nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/twirp/shop.Haberdasher/MakeHat | application/json | {       | 400 | malformed",
                "/twirp/shop.Haberdasher/MakeHat | application/protobuf | x   | 400 | malformed",
                "/twirp/shop.Haberdasher/MakeHat | text/plain | {}            | 404 | unexpected Content-Type",
                "/twirp/shop.Haberdasher/MakeCap | application/json | {}      | 404 | bad_route",
                "/twirp/Haberdasher | application/json | {}                   | 404 | no handler for path Haberdasher",
                "/twirp/shop.Haberdasher/MakeHats | application/json | {}     | 404 | is a stream",
                "/twirp/shop.Haberdasher/MakeHat | application/json | {}      | 400 | I can't make a hat that small!",
                "/shop.Haberdasher/MakeHat | application/json | {             | 400 | invalid_argument",
                "/shop.Haberdasher/MakeHat | application/json | {\"inches\": 1e99} | 400 | shop.Size",
                "/shop.Haberdasher/MakeHat | text/plain | {}                  | 415 | ''",
                "/shop.Haberdasher/MakeCap | application/json | {}            | 404 | ''",
                "/shop.Haberdasher/Talk | application/connect+json | {}       | 505 | ''",
                "/shop.Haberdasher/MakeHats | application/connect+json | {}   | 200 | within a message",
            })
    void badRequestsAreErrorsByName(String path, String type, String body, int status, String told) throws Exception {
        for (URI server : List.of(shop.onJdk(), shop.onJetty())) {
            HttpResponse<String> refused = post(server, path, type, body);
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.body()).contains(told);
        }
    }

    @Test
    void aMethodWithoutSideEffectsIsReadByGet() throws Exception {
        HttpResponse<String> made = HTTP.send(
                HttpRequest.newBuilder(URI.create(shop.onJdk()
                                + "/shop.Haberdasher/MakeHat?connect=v1&encoding=json&message=%7B%22inches%22%3A3%7D"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.body()).contains("\"inches\":3");
    }

    @Test
    void othersAreNot() throws Exception {
        HttpResponse<String> refused = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                shop.onJdk() + "/shop.Haberdasher/MakeHats?connect=v1&encoding=json&message=%7B%7D"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        String large = "{\"inches\": 1, \"x\": \"" + "y".repeat(5 << 20) + "\"}";
        for (String path : List.of("/twirp/shop.Haberdasher/MakeHat", "/shop.Haberdasher/MakeHat")) {
            HttpResponse<String> refused = post(shop.onJdk(), path, "application/json", large);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("larger than 4194304 bytes");
        }
    }

    @Test
    void aStreamOfRequestsIsAnsweredOnce() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int inches = 1; inches <= 3; inches++) {
            body.writeBytes(new Envelope(0, ("{\"inches\":" + inches + "}").getBytes(StandardCharsets.UTF_8)).bytes());
        }
        HttpResponse<String> measured = HTTP.send(
                HttpRequest.newBuilder(URI.create(shop.onJdk() + "/shop.Haberdasher/Measure"))
                        .header("Content-Type", "application/connect+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(measured.body()).contains("{\"inches\":6}");
    }

    /** The reply comes while requests are still sent. */
    @Test
    void aStreamOfRequestsMayBeAnsweredBeforeItsEnd() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            body.writeBytes(new Envelope(0, "{\"inches\":99}".getBytes(StandardCharsets.UTF_8)).bytes());
        }
        HttpResponse<String> measured = HTTP.send(
                HttpRequest.newBuilder(URI.create(shop.onJdk() + "/shop.Haberdasher/Measure"))
                        .header("Content-Type", "application/connect+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(measured.body()).contains("{\"inches\":99}").doesNotContain("error");
    }
}

package org.pybridge.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate that signs itself, made by {@code openssl}.
 *
 * @param certificate in PEM
 * @param key in PEM
 */
record Certificates(Path certificate, Path key) {
    static Certificates make(Path directory, String name) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Certificates made = new Certificates(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        int status = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-keyout",
                        made.key.toString(),
                        "-out",
                        made.certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(Files.readString(directory.resolve("openssl.log")));
        }
        return made;
    }
}

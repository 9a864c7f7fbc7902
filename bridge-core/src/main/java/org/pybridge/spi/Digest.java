package org.pybridge.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of texts, which their lengths keep apart. */
final class Digest {
    private static final int LENGTH = 32;

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void add(List<String> texts) {
        add(Integer.toString(texts.size()));
        texts.forEach(this::add);
    }

    void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sha256.update((bytes.length + ":").getBytes(UTF_8));
        sha256.update(bytes);
    }

    String text() {
        return HexFormat.of().formatHex(sha256.digest()).substring(0, LENGTH);
    }
}

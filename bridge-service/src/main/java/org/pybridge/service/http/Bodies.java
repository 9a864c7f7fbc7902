package org.pybridge.service.http;

import io.grpc.Status;
import io.grpc.StatusException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Reads and packs bodies, up to a limit. */
final class Bodies {
    static final String IDENTITY = "identity";
    static final String GZIP = "gzip";

    private static final int MOST_UNWANTED = 8 << 20;

    private Bodies() {}

    /**
     * Reads all there is.
     *
     * @throws StatusException when it is larger than allowed
     */
    static byte[] read(InputStream body, int max) throws IOException, StatusException {
        byte[] all = body.readNBytes(max);
        if (all.length == max && body.read() >= 0) {
            throw tooLarge(max);
        }
        return all;
    }

    /** Reads some of what nobody wants, so that the client, which still writes, gets to read why. */
    static void drain(InputStream body) throws IOException {
        byte[] unwanted = new byte[8192];
        for (int left = MOST_UNWANTED; left > 0; ) {
            int read = body.read(unwanted);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    static StatusException tooLarge(int max) {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("the message is larger than " + max + " bytes; see maxMessage")
                .asException();
    }

    /**
     * Unpacks what is packed.
     *
     * @throws StatusException when it is larger than allowed, or packed in a way that is not known
     */
    static byte[] unpacked(byte[] body, String encoding, int max) throws StatusException {
        if (encoding.isEmpty() || encoding.equals(IDENTITY)) {
            return body;
        }
        if (!encoding.equals(GZIP)) {
            throw Status.UNIMPLEMENTED
                    .withDescription("unknown compression \"" + encoding + "\"; it can be gzip or identity")
                    .asException();
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return read(unpacked, max);
        } catch (IOException malformed) {
            throw Status.INVALID_ARGUMENT
                    .withDescription("the message is not packed by gzip: " + malformed.getMessage())
                    .asException();
        }
    }

    static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }
}

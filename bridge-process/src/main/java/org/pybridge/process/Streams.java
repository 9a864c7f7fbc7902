package org.pybridge.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads and where its outputs go.
 *
 * @param merged whether the standard error goes where the standard output goes
 * @param charset between bytes and text, in both directions
 */
record Streams(Input input, Redirect stdout, Redirect stderr, boolean merged, Charset charset) {
    static final Streams CAPTURED =
            new Streams(Input.NOTHING, Redirect.capture(), Redirect.capture(), false, StandardCharsets.UTF_8);

    Streams from(Input newInput) {
        return new Streams(newInput, stdout, stderr, merged, charset);
    }

    Streams stdoutTo(Redirect redirect) {
        return new Streams(input, redirect, stderr, merged, charset);
    }

    Streams stderrTo(Redirect redirect) {
        return new Streams(input, stdout, redirect, false, charset);
    }

    Streams withMergedStderr() {
        return new Streams(input, stdout, stderr, true, charset);
    }

    Streams in(Charset newCharset) {
        return new Streams(input, stdout, stderr, merged, newCharset);
    }
}

package org.pybridge.command.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a process reads from its standard input. */
public sealed interface Input {
    Input NOTHING = new File(ProcessBuilder.Redirect.DISCARD.file().toPath());

    /** Gives the process's end. */
    default ProcessBuilder.Redirect source() {
        return ProcessBuilder.Redirect.PIPE;
    }

    /** Gives what is written into the pipe, if there is one and the JVM knows what. */
    default Optional<InputStream> content() {
        return Optional.empty();
    }

    /** Says why the process cannot read this. */
    default Optional<String> problem(Charset charset) {
        return Optional.empty();
    }

    /** Gives the input for one start, when all settings are known. */
    default Input encoded(Charset charset) {
        return this;
    }

    /** Bytes; nobody changes them. */
    record Bytes(byte[] bytes) implements Input {
        @Override
        public Optional<InputStream> content() {
            return Optional.of(new ByteArrayInputStream(bytes));
        }
    }

    /** A text, which becomes bytes when the process starts, because its charset may be set later. */
    record Text(String text) implements Input {
        @Override
        public Optional<String> problem(Charset charset) {
            return charset.newEncoder().canEncode(text)
                    ? Optional.empty()
                    : Optional.of("its input has characters that " + charset + " cannot express; set another charset");
        }

        @Override
        public Input encoded(Charset charset) {
            try {
                ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
                byte[] bytes = new byte[encoded.remaining()];
                encoded.get(bytes);
                return new Bytes(bytes);
            } catch (CharacterCodingException checkedBefore) {
                throw new IllegalStateException(checkedBefore);
            }
        }
    }

    /** A stream, read to its end by a thread of its own and not closed. */
    record Stream(InputStream stream) implements Input {
        @Override
        public Optional<InputStream> content() {
            return Optional.of(stream);
        }
    }

    /** A file, which the process reads itself. */
    record File(Path file) implements Input {
        @Override
        public ProcessBuilder.Redirect source() {
            return ProcessBuilder.Redirect.from(file.toFile());
        }

        @Override
        public Optional<String> problem(Charset charset) {
            if (Files.isDirectory(file)) {
                return Optional.of("its input " + file.toAbsolutePath() + " is a directory");
            }
            return Files.isReadable(file)
                    ? Optional.empty()
                    : Optional.of("its input " + file.toAbsolutePath() + " does not exist or cannot be read");
        }
    }

    /** The JVM's own input. */
    record Inherited() implements Input {
        @Override
        public ProcessBuilder.Redirect source() {
            return ProcessBuilder.Redirect.INHERIT;
        }
    }

    /** What the holder of the process writes. */
    record Piped() implements Input {}
}

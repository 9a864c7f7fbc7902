package org.pybridge.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation and its code blocks.
 *
 * @param path the file, relative to the project
 * @param blocks the fenced blocks, in order
 */
record Page(String path, List<Block> blocks) {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param language the word after the fence, or an empty string
     * @param code the text between the fences
     * @param line where it begins, counted from 1
     */
    record Block(String language, String code, int line) {}

    /** Reads the README and all pages of the documentation. */
    static List<Page> all() {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            Stream<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.startsWith(PROJECT.resolve("docs/target")))
                    .sorted();
            return Stream.concat(Stream.of(PROJECT.resolve("README.md"), PROJECT.resolve("CONTRIBUTING.md")), pages)
                    .map(Page::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Path project() {
        return PROJECT;
    }

    Stream<Block> blocks(String language) {
        return blocks.stream().filter(block -> block.language().equals(language));
    }

    private static Page read(Path file) {
        try {
            return new Page(PROJECT.relativize(file).toString(), blocksIn(Files.readAllLines(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Block> blocksIn(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                String code = String.join("\n", lines.subList(i + 1, end));
                blocks.add(new Block(lines.get(i).substring(FENCE.length()).strip(), code, i + 1));
                i = end;
            }
        }
        return blocks;
    }
}

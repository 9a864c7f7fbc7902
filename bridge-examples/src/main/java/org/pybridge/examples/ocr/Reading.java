package org.pybridge.examples.ocr;

import java.util.List;

/**
 * What was read from a page.
 *
 * @param words in reading order
 * @param angle by how many degrees the page was turned before it was read
 * @param prepared the prepared image, as PNG; the boxes of the words belong to it
 */
public record Reading(List<Word> words, double angle, byte[] prepared) {
    /** Gives the words as a text. */
    public String text() {
        return String.join(" ", words.stream().map(Word::text).toList());
    }
}

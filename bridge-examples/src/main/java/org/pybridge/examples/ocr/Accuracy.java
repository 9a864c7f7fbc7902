package org.pybridge.examples.ocr;

import java.util.List;

/**
 * How many of the words that are known to stand on a page were read.
 *
 * @param right words that were read right, in the right order
 * @param all words on the page
 */
public record Accuracy(int right, int all) {
    static Accuracy of(String known, String read) {
        List<String> expected = words(known);
        return new Accuracy(longestCommon(expected, words(read)), expected.size());
    }

    double percent() {
        return 100.0 * right / all;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** The length of the longest common subsequence, so that one word too many does not put all that follow in the wrong. */
    private static int longestCommon(List<String> a, List<String> b) {
        int[] above = new int[b.size() + 1];
        for (String word : a) {
            int[] row = new int[b.size() + 1];
            for (int j = 0; j < b.size(); j++) {
                row[j + 1] = word.equals(b.get(j)) ? above[j] + 1 : Math.max(row[j], above[j + 1]);
            }
            above = row;
        }
        return above[b.size()];
    }
}

package org.pybridge.examples.ocr;

/**
 * A word and where it stands on the page, in pixels of the image that was read.
 *
 * @param text the word
 * @param left the left side of its box
 * @param top the upper side of its box
 * @param width the box's width
 * @param height the box's height
 * @param confidence how sure the program is, from 0 to 100
 */
public record Word(String text, int left, int top, int width, int height, double confidence) {}

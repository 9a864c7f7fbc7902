/** Reads text from scanned pages: Java has the image and draws, Python prepares and recognizes. */
@NullMarked
package org.pybridge.examples.ocr;

import org.jspecify.annotations.NullMarked;

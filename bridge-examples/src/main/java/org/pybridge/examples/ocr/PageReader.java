package org.pybridge.examples.ocr;

import org.pybridge.PyModule;

/** The Python module that reads pages. */
@PyModule("page_reader")
public interface PageReader {
    /**
     * Reads a page.
     *
     * @param image the content of a file that Pillow can open
     */
    Reading read(byte[] image);
}

package org.pybridge.examples.scraper;

import org.pybridge.PyModule;

/** What {@code pages.py} offers. */
@PyModule("pages")
public interface Pages {

    Page read(String html);
}

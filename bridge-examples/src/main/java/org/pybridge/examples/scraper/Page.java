package org.pybridge.examples.scraper;

import java.util.List;

/**
 * What Python found on a page.
 *
 * @param articles what it offers
 * @param links the paths of other pages
 */
public record Page(List<Article> articles, List<String> links) {}

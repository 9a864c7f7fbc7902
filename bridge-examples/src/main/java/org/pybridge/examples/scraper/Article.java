package org.pybridge.examples.scraper;

import java.math.BigDecimal;
import java.util.List;

/** Something that the shop sells. */
public record Article(String name, BigDecimal price, List<String> tags) {}

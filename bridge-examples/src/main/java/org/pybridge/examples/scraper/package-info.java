/** Java fetches the pages of a shop, Python reads them in worker processes, and one of these dies on the way. */
@NullMarked
package org.pybridge.examples.scraper;

import org.jspecify.annotations.NullMarked;

/** A query's result becomes a DataFrame, and a DataFrame becomes records. */
@NullMarked
package org.pybridge.examples.sales;

import org.jspecify.annotations.NullMarked;

/** Services by contract, and Python on other machines, with real servers and clients of both languages. */
@NullMarked
package org.pybridge.examples.services;

import org.jspecify.annotations.NullMarked;

/** What is true of the code of every module. */
@NullMarked
package org.pybridge.rules;

import org.jspecify.annotations.NullMarked;

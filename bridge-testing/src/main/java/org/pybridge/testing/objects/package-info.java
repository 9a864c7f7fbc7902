/** Cases about objects, functions and interfaces that cross as themselves. */
@NullMarked
package org.pybridge.testing.objects;

import org.jspecify.annotations.NullMarked;

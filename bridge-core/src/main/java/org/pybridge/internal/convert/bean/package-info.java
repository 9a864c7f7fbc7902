/** Classes whose properties cross: how they are found, read and made. */
@NullMarked
package org.pybridge.internal.convert.bean;

import org.jspecify.annotations.NullMarked;

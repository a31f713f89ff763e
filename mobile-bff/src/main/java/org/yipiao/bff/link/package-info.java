/** Linking an invoice that belongs to nobody yet. */
@NullMarked
package org.yipiao.bff.link;

import org.jspecify.annotations.NullMarked;

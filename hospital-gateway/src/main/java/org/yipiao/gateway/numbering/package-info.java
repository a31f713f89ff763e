/** Number ranges of this gateway and the next free number. */
@NullMarked
package org.yipiao.gateway.numbering;

import org.jspecify.annotations.NullMarked;

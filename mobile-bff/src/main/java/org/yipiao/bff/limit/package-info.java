/** How often somebody may ask. */
@NullMarked
package org.yipiao.bff.limit;

import org.jspecify.annotations.NullMarked;

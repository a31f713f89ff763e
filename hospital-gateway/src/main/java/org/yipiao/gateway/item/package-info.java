/** The hospital's item and price table. */
@NullMarked
package org.yipiao.gateway.item;

import org.jspecify.annotations.NullMarked;

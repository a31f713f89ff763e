/**
 * Events leave in the order of their rows, after the rows are committed; they are taken in once.
 */
@NullMarked
package org.yipiao.platform.outbox;

import org.jspecify.annotations.NullMarked;

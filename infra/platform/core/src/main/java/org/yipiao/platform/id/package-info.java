/** Typed identifiers; every one checks its own shape when it is made. */
@NullMarked
package org.yipiao.platform.id;

import org.jspecify.annotations.NullMarked;

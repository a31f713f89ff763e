/** What the parts that keep rows share: one transaction manager, bounded clean-up. */
@NullMarked
package org.yipiao.platform.store;

import org.jspecify.annotations.NullMarked;

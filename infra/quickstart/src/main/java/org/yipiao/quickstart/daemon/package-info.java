/** The process behind {@code yipiao up}. */
@NullMarked
package org.yipiao.quickstart.daemon;

import org.jspecify.annotations.NullMarked;

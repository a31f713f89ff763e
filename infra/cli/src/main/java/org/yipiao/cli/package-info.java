/** The command {@code yipiao}. */
@NullMarked
package org.yipiao.cli;

import org.jspecify.annotations.NullMarked;

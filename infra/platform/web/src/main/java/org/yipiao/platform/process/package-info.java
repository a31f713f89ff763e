/** Life of the process: it ends when the one that started it is gone. */
@NullMarked
package org.yipiao.platform.process;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.yipiao.acceptance.kill;

import org.jspecify.annotations.NullMarked;

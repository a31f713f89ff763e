@NullMarked
package org.yipiao.acceptance.kill.load;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.yipiao.acceptance.kill.oracle;

import org.jspecify.annotations.NullMarked;

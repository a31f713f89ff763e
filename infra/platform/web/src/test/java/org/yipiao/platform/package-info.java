@NullMarked
package org.yipiao.platform;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.yipiao.embedded;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.yipiao.quickstart.supervision;

import org.jspecify.annotations.NullMarked;

/** What is known about a running platform, for those who look at it from outside. */
@NullMarked
package org.yipiao.quickstart.instance;

import org.jspecify.annotations.NullMarked;

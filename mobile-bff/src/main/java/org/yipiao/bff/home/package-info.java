/** The first screen. */
@NullMarked
package org.yipiao.bff.home;

import org.jspecify.annotations.NullMarked;

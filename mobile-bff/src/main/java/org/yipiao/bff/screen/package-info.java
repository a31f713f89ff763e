/** The screen of one invoice. */
@NullMarked
package org.yipiao.bff.screen;

import org.jspecify.annotations.NullMarked;

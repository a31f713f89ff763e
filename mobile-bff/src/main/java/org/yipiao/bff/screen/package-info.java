/** The screens in which several features have a part. */
@NullMarked
package org.yipiao.bff.screen;

import org.jspecify.annotations.NullMarked;

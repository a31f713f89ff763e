/** Refusals of this service and the shape in which the app gets them. */
@NullMarked
package org.yipiao.bff.problem;

import org.jspecify.annotations.NullMarked;

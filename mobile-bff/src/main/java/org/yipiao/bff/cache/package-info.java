/** The last known values of what a person sees, with their age. */
@NullMarked
package org.yipiao.bff.cache;

import org.jspecify.annotations.NullMarked;

/** The backend of the pages that people use. */
@NullMarked
package org.yipiao.bff;

import org.jspecify.annotations.NullMarked;

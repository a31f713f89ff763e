/** The pages themselves and the headers that fence them in. */
@NullMarked
package org.yipiao.bff.page;

import org.jspecify.annotations.NullMarked;

/** The gateway on a hospital's premises. */
@NullMarked
package org.yipiao.gateway;

import org.jspecify.annotations.NullMarked;

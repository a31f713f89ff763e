/** Servers shared by all test JVMs of one Maven run. */
@NullMarked
package org.yipiao.embedded.shared;

import org.jspecify.annotations.NullMarked;

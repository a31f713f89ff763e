/** The guided run over all targets, which {@code .ci/fuzz} starts. */
@NullMarked
package org.yipiao.fuzz.run;

import org.jspecify.annotations.NullMarked;

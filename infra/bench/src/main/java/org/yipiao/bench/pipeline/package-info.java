/** Load on the whole pipeline: hospital's message in, final and verified invoice out. */
@NullMarked
package org.yipiao.bench.pipeline;

import org.jspecify.annotations.NullMarked;

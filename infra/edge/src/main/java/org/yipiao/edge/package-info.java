/** The one public door: what is routed where, and under which limits. */
@NullMarked
package org.yipiao.edge;

import org.jspecify.annotations.NullMarked;

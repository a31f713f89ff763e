/** The whole platform on one machine. */
@NullMarked
package org.yipiao.quickstart;

import org.jspecify.annotations.NullMarked;

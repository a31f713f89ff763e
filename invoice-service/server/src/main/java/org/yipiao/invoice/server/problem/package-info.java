/** What the register refuses, by code. */
@NullMarked
package org.yipiao.invoice.server.problem;

import org.jspecify.annotations.NullMarked;

/** What the simulators refuse. */
@NullMarked
package org.yipiao.sandbox.problem;

import org.jspecify.annotations.NullMarked;

/** Files of what the simulators must not forget. */
@NullMarked
package org.yipiao.sandbox.journal;

import org.jspecify.annotations.NullMarked;

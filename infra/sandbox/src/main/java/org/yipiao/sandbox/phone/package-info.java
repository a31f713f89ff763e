/** Telephone numbers, by which the simulators know people. */
@NullMarked
package org.yipiao.sandbox.phone;

import org.jspecify.annotations.NullMarked;

/** Hospitals and patients that hand in bills and claims until they are answered. */
@NullMarked
package org.yipiao.acceptance.kill.load;

import org.jspecify.annotations.NullMarked;

/** A directory of real names in place of the operators' and the state's; its people are made up. */
@NullMarked
package org.yipiao.sandbox.identities;

import org.jspecify.annotations.NullMarked;

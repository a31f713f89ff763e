/** The people who work for payers: who they are, what they may do, until when. */
@NullMarked
package org.yipiao.authorization.staff;

import org.jspecify.annotations.NullMarked;

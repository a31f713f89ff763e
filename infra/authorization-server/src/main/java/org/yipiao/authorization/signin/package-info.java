/** Patients prove who they are by a code that their phone gets; pages, limits and ports for it. */
@NullMarked
package org.yipiao.authorization.signin;

import org.jspecify.annotations.NullMarked;

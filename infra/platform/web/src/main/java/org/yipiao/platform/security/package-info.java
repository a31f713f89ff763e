/** Who calls, with which scopes, for which tenant; and how a service calls others. */
@NullMarked
package org.yipiao.platform.security;

import org.jspecify.annotations.NullMarked;

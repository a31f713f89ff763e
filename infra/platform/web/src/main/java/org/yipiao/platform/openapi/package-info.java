/** What a service's own description of its interface says beside its endpoints. */
@NullMarked
package org.yipiao.platform.openapi;

import org.jspecify.annotations.NullMarked;

/** What the claims service takes, answers and publishes. */
@NullMarked
package org.yipiao.claims.api;

import org.jspecify.annotations.NullMarked;

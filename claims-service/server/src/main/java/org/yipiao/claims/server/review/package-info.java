/** What people say on claims that wait for one, and when it takes two of them. */
@NullMarked
package org.yipiao.claims.server.review;

import org.jspecify.annotations.NullMarked;

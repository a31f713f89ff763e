/** The service over HTTP. */
@NullMarked
package org.yipiao.claims.server.web;

import org.jspecify.annotations.NullMarked;

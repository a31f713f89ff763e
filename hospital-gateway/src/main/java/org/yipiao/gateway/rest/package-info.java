/** Charges over HTTP. */
@NullMarked
package org.yipiao.gateway.rest;

import org.jspecify.annotations.NullMarked;

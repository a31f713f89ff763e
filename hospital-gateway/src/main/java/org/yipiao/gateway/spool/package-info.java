/** The durable local store between the cashier and the uplink. */
@NullMarked
package org.yipiao.gateway.spool;

import org.jspecify.annotations.NullMarked;

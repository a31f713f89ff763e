/** One trace id from the first message to the payout: in HTTP, Kafka, stored rows and log lines. */
@NullMarked
package org.yipiao.platform.telemetry;

import org.jspecify.annotations.NullMarked;

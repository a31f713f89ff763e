/** Live progress over server-sent events, woken by Kafka. */
@NullMarked
package org.yipiao.bff.progress;

import org.jspecify.annotations.NullMarked;

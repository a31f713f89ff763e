/** MariaDB, Redis and Kafka as child processes on the loopback interface. */
@NullMarked
package org.yipiao.embedded;

import org.jspecify.annotations.NullMarked;

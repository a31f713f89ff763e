package org.yipiao.embedded;

import org.yipiao.embedded.process.ChildProcess;

/**
 * A started server.
 *
 * @param access what a client needs to know
 * @param child its process
 */
record RunningServer<A>(A access, ChildProcess child) {}

/** Drives claims from state to state. */
@NullMarked
package org.yipiao.claims.server.workflow;

import org.jspecify.annotations.NullMarked;

/**
 * An ordering engine for tests: several validators in one thread and in virtual time. Every delay
 * and every mishap comes from one seed, so a run can be repeated exactly.
 */
@NullMarked
package org.yipiao.ledger.server.ordering.simulated;

import org.jspecify.annotations.NullMarked;

/**
 * Drawn lives of a consortium: four nodes on the simulated engine in virtual time, honest and
 * hostile clients, faults and at most one liar, all out of one seed; and what must hold whatever
 * was drawn.
 */
@NullMarked
package org.yipiao.ledger.server.simulation;

import org.jspecify.annotations.NullMarked;

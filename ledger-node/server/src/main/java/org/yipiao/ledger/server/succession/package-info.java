/**
 * How one set of validators' engines is followed by the next one's: what proves that they stopped,
 * how many must hold the state in which they did before any goes on, and how a validator that was
 * not there begins with it.
 */
@NullMarked
package org.yipiao.ledger.server.succession;

import org.jspecify.annotations.NullMarked;

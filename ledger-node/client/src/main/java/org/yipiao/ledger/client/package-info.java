/**
 * Access to the ledger for services: submit, await finality, read. Nothing that a node says is
 * believed without a quorum's cosignatures where proof is possible.
 */
@NullMarked
package org.yipiao.ledger.client;

import org.jspecify.annotations.NullMarked;

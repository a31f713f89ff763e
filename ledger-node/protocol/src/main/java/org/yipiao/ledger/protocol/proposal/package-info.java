/**
 * Changes that a quorum approves, as files that go from member to member: what is to change, what
 * is signed, and who has signed it.
 */
@NullMarked
package org.yipiao.ledger.protocol.proposal;

import org.jspecify.annotations.NullMarked;

/** The trust root that a verifier gets apart from what it verifies. */
@NullMarked
package org.yipiao.ledger.protocol.trust;

import org.jspecify.annotations.NullMarked;

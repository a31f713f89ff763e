/**
 * A second verifier of bundles, written from the public specifications alone: RFC 9162, RFC 9901,
 * RFC 8032, GB/T 32905 (SM3) and GB/T 32918 (SM2), and C2SP's signed-note, tlog-checkpoint,
 * tlog-cosignature and tlog-proof, besides the formats of this ledger. It shares no code with the
 * product and uses the JDK and a JSON reader only.
 */
@NullMarked
package org.yipiao.acceptance.independent;

import org.jspecify.annotations.NullMarked;

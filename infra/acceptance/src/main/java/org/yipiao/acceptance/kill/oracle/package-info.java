/**
 * Judges what is left after a run: what the driver was told against the register, the ledger and
 * the bank's book. Knows nothing of how the platform works, only what it promises.
 */
@NullMarked
package org.yipiao.acceptance.kill.oracle;

import org.jspecify.annotations.NullMarked;

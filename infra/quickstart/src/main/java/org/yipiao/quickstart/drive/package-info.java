/**
 * Drives a running platform from outside, as hospitals' systems, payers, patients' apps and
 * auditors do: hands bills in, claims, watches, and reads what the ledger holds.
 */
@NullMarked
package org.yipiao.quickstart.drive;

import org.jspecify.annotations.NullMarked;

/**
 * Sign-in, sessions and the proofs that bind them to a key in the browser; for patients and for
 * payers' staff.
 */
@NullMarked
package org.yipiao.bff.session;

import org.jspecify.annotations.NullMarked;

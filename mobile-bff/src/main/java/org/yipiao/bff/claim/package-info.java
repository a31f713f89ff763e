/** Claims: what could be claimed, submitting, and the screen of one claim. */
@NullMarked
package org.yipiao.bff.claim;

import org.jspecify.annotations.NullMarked;

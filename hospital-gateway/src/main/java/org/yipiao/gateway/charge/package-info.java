/** A bill as a hospital's system sends it, its prices checked, and its way to an invoice. */
@NullMarked
package org.yipiao.gateway.charge;

import org.jspecify.annotations.NullMarked;

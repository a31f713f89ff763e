/** HL7 over TCP: the minimal lower layer protocol. */
@NullMarked
package org.yipiao.gateway.mllp;

import org.jspecify.annotations.NullMarked;

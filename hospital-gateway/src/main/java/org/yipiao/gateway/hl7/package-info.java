/** HL7 v2 messages: reading, the DFT^P03 profile, and the acknowledgement. */
@NullMarked
package org.yipiao.gateway.hl7;

import org.jspecify.annotations.NullMarked;

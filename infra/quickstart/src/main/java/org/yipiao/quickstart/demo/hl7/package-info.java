/** A folder of somebody's own HL7 v2 messages, sent and answered one after another. */
@NullMarked
package org.yipiao.quickstart.demo.hl7;

import org.jspecify.annotations.NullMarked;

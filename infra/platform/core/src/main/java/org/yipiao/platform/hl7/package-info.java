/** What both sides of an exchange of HL7 v2 messages need to read each other. */
@NullMarked
package org.yipiao.platform.hl7;

import org.jspecify.annotations.NullMarked;

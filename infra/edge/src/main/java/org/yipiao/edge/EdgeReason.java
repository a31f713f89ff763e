package org.yipiao.edge;

import org.yipiao.platform.reason.ReasonCode;

/** What is wrong with a part of a request. */
public enum EdgeReason implements ReasonCode {
  DOT_SEGMENT,
  EMPTY_SEGMENT,
  PATH_PARAMETER,
  ENCODED_DELIMITER,
  NOT_AN_ADDRESS,
  REPEATED,
  /** Parameter: the most characters. */
  TOO_LONG,
  NO_BODY_HERE
}

package org.yipiao.gateway.item;

import org.yipiao.platform.reason.ReasonCode;

/** Where in an item table something is wrong. */
enum ItemPlace implements ReasonCode {
  /** Parameters: the file and the line. */
  LINE,
  /** Parameters: the file, the line and the column's name. */
  COLUMN;

  @Override
  public String key() {
    return "item-place." + name();
  }
}

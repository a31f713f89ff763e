package org.yipiao.ledger.contract.state.map;

/** What is kept of the map does not fit the rows or the block before: the store is damaged. */
public final class DamagedMap extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public DamagedMap(String message) {
    super(message);
  }

  DamagedMap(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.yipiao.acceptance.kill.oracle;

/**
 * One promise that did not hold for one entry.
 *
 * @param entry an invoice, business number, claim, node, gateway or block
 * @param what in words
 */
public record Difference(String entry, String what) {

  @Override
  public String toString() {
    return entry + ": " + what;
  }
}

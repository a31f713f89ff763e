package org.yipiao.gateway.charge;

/**
 * One thing that is wrong with a bill.
 *
 * @param reason English text without personal data
 */
public record Fault(RefusalCode code, Place place, String reason) {

  public Fault(RefusalCode code, Place.Part part, String reason) {
    this(code, Place.of(part), reason);
  }
}

package org.yipiao.quickstart.drive;

import java.io.IOException;

/**
 * A hospital's gateway as its own system sees it.
 *
 * @param name the hospital's tenant
 * @param mllpPort where the gateway takes HL7 v2
 */
public record Hospital(String name, String host, int mllpPort) {

  /** The OAuth client of the hospital's own system. */
  public String system() {
    return "his-" + name;
  }

  public MllpConnection connect() throws IOException {
    return new MllpConnection(host, mllpPort);
  }
}

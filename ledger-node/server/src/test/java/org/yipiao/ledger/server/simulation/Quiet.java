package org.yipiao.ledger.server.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Nodes that crash and lie by the dozen write more into the log than anybody reads. */
final class Quiet implements BeforeEachCallback, AfterEachCallback {

  private final Logger log = (Logger) LoggerFactory.getLogger("org.yipiao");

  @Override
  public void beforeEach(ExtensionContext context) {
    log.setLevel(Level.OFF);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    log.setLevel(null);
  }
}

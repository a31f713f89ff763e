package org.yipiao.invoice.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The machine's clock, until a test holds it: then time passes only as the test says. */
final class HeldClock implements InstantSource {

  private volatile @Nullable Instant held;

  @Override
  public Instant instant() {
    Instant at = held;
    return at == null ? Instant.now() : at;
  }

  void hold() {
    held = Instant.now();
  }

  void forward(Duration time) {
    held = instant().plus(time);
  }

  void release() {
    held = null;
  }
}

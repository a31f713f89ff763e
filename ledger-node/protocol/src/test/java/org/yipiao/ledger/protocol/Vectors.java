package org.yipiao.ledger.protocol;

import java.nio.file.Path;
import java.util.Optional;

/** Where public test vectors lie: property {@code yipiao.vectors} or {@code YIPIAO_VECTORS}. */
public final class Vectors {

  private Vectors() {}

  /** The folder, if one was given; says plainly on the console when not. */
  public static Optional<Path> folder(String name) {
    String property = System.getProperty("yipiao.vectors");
    String given = property != null ? property : System.getenv("YIPIAO_VECTORS");
    if (given == null || given.isBlank()) {
      System.out.println(
          "No vectors folder given (-Dyipiao.vectors): " + name + " runs on its own table only");
      return Optional.empty();
    }
    return Optional.of(Path.of(given).resolve(name));
  }
}

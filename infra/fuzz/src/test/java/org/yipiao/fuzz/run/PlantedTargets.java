package org.yipiao.fuzz.run;

import static org.yipiao.fuzz.Samples.utf8;

import java.util.List;
import org.yipiao.fuzz.Catalogue;
import org.yipiao.fuzz.Checks;
import org.yipiao.fuzz.FuzzTarget;
import org.yipiao.ledger.protocol.wire.Base64Text;

/** Targets of which it is known what a run must find, for {@link FuzzRunTest} alone. */
public final class PlantedTargets implements Catalogue {

  static final String BREAKS = "breaks";
  static final String HOLDS = "holds";

  @Override
  public List<FuzzTarget> all() {
    return List.of(
        target(BREAKS, input -> Checks.require(!decodes(input), "a planted failure")),
        target(HOLDS, PlantedTargets::decodes));
  }

  private static FuzzTarget target(String name, FuzzTarget.Body body) {
    return new FuzzTarget(
        name, List.of(), "planted", 64, List.of(utf8("AA="), utf8("not base64")), body);
  }

  private static boolean decodes(byte[] input) {
    return Checks.read(() -> Base64Text.decode(Checks.text(input)))
        .filter(bytes -> bytes.length > 0)
        .isPresent();
  }
}

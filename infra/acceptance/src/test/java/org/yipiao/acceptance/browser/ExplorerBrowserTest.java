package org.yipiao.acceptance.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ledger explorer in a real Chromium on four running nodes, at the size of a phone and of a
 * desk. The walk is {@code ledger-node/explorer/browser/explorer.mjs}.
 */
@Tag("long")
class ExplorerBrowserTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final InvoiceId FIRST = InvoiceId.parse("110601260000700001");
  private static final InvoiceId NOT_ISSUED = InvoiceId.parse("110601260000700999");

  @TempDir Path directory;

  @Test
  void showsMembersAndAnybodyWhatTheirOwnBrowserHasVerified() throws Exception {
    var consortium = SharedTestConsortium.get();
    try (var desk = new LedgerDesk(consortium, FIRST)) {
      desk.allocate();
      desk.issue(20);
      desk.commit(new InvoiceId(FIRST.value() + 1), Money.ofFen(9_500));
      var script =
          new ProcessBuilder("node", "browser/explorer.mjs", cast(consortium).toString())
              .directory(ROOT.resolve("ledger-node/explorer").toFile());
      // What the browser unpacks stays in the clone, as everything does.
      Path unpacked = Files.createDirectories(ROOT.resolve(".yipiao/chromium"));
      script.environment().put("TMPDIR", unpacked.toString());
      Walk.run(script, Map.of("issue", () -> desk.issue(3), "activate", desk::activateVersionTwo));
    }
  }

  private Path cast(SharedTestConsortium consortium) throws IOException {
    Map<String, Object> cast =
        Map.of(
            "door", consortium.nodes().getFirst().toString(),
            "pictures", ROOT.resolve("infra/acceptance/target/screenshots").toString(),
            "token", consortium.token(),
            "trust", consortium.trust().toString(),
            "whole", FIRST.toString(),
            "committed", new InvoiceId(FIRST.value() + 1).toString(),
            "absent", NOT_ISSUED.toString());
    return Files.writeString(
        directory.resolve("cast.json"), JsonMapper.shared().writeValueAsString(cast));
  }
}

package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.client.http.TransactionProof;
import tools.jackson.databind.json.JsonMapper;

/**
 * What nodes of different releases ask each other for: the members of each answer and their kinds.
 */
class PageFormatsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HASH = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
  private static final String NOTE =
      """
      yipiao.invalid/test
      12
      AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=

      — yipiao.invalid/test AAAAAAE=
      """;

  @Test
  void blocks() throws Exception {
    var block = new BlockPage.BlockView(3, "AQAAAAAAAAAD", NOTE, List.of(HASH));
    check("blocks", new BlockPage(List.of(block)));
  }

  @Test
  void rounds() throws Exception {
    check("rounds", new RoundPage(List.of("AgAAAAAAAAAT", "AgAAAAAAAAAS")));
  }

  @Test
  void epochs() throws Exception {
    check("epochs", new EpochPage(List.of("CgEB", "CgEC"), 7));
  }

  @Test
  void theProofOfATransaction() throws Exception {
    check(
        "transaction-proof",
        new TransactionProof(9, List.of("AQI=", "AQM="), 12, List.of(HASH), NOTE));
  }

  private static void check(String name, Object page) throws Exception {
    String kept = Files.readString(Path.of("src/test/resources/formats", name + ".json"));
    assertThat(JSON.readTree(JSON.writeValueAsString(page))).isEqualTo(JSON.readTree(kept));
    Object read = JSON.readValue(kept, JSON.constructType(page.getClass()));
    assertThat(read).isEqualTo(page);
  }
}

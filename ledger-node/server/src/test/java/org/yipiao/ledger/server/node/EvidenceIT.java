package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence;
import org.yipiao.ledger.protocol.checkpoint.CosigningEvidence.Verdict;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import tools.jackson.databind.json.JsonMapper;

/** What proves a lie, over HTTP and after a loss of power. */
class EvidenceIT {

  private static final int LIAR = 3;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path directory;

  @Test
  void membersGetWhatProvesALieAlsoAfterALossOfPower() throws Exception {
    var consortium = new SimulatedConsortium(directory, 73, SimulatedConditions.calm());
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.run(Duration.ofSeconds(3));
    var manner = LyingValidator.Manner.SIGNS_BOTH;
    consortium.corrupt(LIAR, new LyingValidator(consortium, LIAR, manner));
    consortium.makeBlocks(0, 3);
    List<EvidenceStore.Piece> kept = consortium.node(1).evidence().from(0, 0, 100);
    assertThat(kept).hasSizeGreaterThanOrEqualTo(3);
    consortium.crash(1);
    consortium.start(1);
    assertThat(consortium.node(1).evidence().from(0, 0, 100)).isEqualTo(kept);
    consortium.run(Duration.ofSeconds(3));

    try (var served = ServedNode.of(consortium, 1)) {
      assertThat(served.get("/v1/evidence", false).statusCode()).isEqualTo(401);
      assertThat(served.get("/v1/evidence?fromSize=-1", true).statusCode()).isEqualTo(400);
      var pieces = JSON.readTree(served.get("/v1/evidence", true).body());
      assertThat(pieces).hasSize(kept.size());
      for (var piece : pieces) {
        assertThat(piece.get("member").asInt()).isEqualTo(LIAR);
        assertThat(
                CosigningEvidence.parse(piece.get("evidence").asString())
                    .verify(consortium.trust()))
            .isInstanceOfSatisfying(
                Verdict.Proven.class,
                proven -> {
                  assertThat(proven.twice()).isTrue();
                  assertThat(proven.member()).isEqualTo(piece.get("name").asString());
                  assertThat(proven.size()).isEqualTo(piece.get("size").asLong());
                });
      }
      String next = "/v1/evidence?fromMember=%d&fromSize=%d".formatted(LIAR, kept.get(1).size());
      assertThat(JSON.readTree(served.get(next, true).body())).hasSize(kept.size() - 1);
    }
  }
}

package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yipiao.ledger.protocol.SampleEpochs.FIRST;
import static org.yipiao.ledger.protocol.SampleEpochs.ONE;
import static org.yipiao.ledger.protocol.SampleEpochs.TWO;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.wire.FormatException;

class EpochFileTest {

  @Test
  void anOlderTrustRootFollowsFromItOffline() {
    byte[] file = EpochFile.encode(List.of(ONE, TWO));
    assertThat(EpochChange.follow(FIRST, EpochFile.decode(file)).epochs()).hasSize(3);
    assertThat(EpochFile.decode(EpochFile.encode(List.of()))).isEmpty();
  }

  @Test
  void isWhatANodeAnswers() {
    String one = Base64.getEncoder().encodeToString(ONE.encode());
    assertThat(new String(EpochFile.encode(List.of(ONE)), StandardCharsets.UTF_8))
        .isEqualTo("{\"changes\":[\"" + one + "\"],\"last\":1}");
  }

  @Test
  void isNothingElse() {
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"changes\": null, \"last\": 1}",
            "{\"changes\": [null], \"last\": 1}",
            "{\"changes\": [\"???\"], \"last\": 1}",
            "{\"changes\": [\"AAAA\"], \"last\": 1}")) {
      assertThatThrownBy(() -> EpochFile.decode(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(FormatException.class);
    }
  }
}

package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.SampleEpochs;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;

/** Over HTTP, an honest node behind one that would be listened to without end. */
class SlowEpochsTest {

  @Test
  void aNodeThatAnswersTenMegabytesIsPassedOver() throws Exception {
    try (var endless = new ScriptedNode("\"" + "A".repeat(10 << 20) + "\"")) {
      isFollowedPast(endless.uri());
    }
  }

  @Test
  void aNodeThatNeverAnswersIsPassedOver() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      isFollowedPast(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
    }
  }

  private static void isFollowedPast(URI liar) throws Exception {
    String epochs =
        new String(
            EpochFile.encode(List.of(SampleEpochs.ONE, SampleEpochs.TWO)), StandardCharsets.UTF_8);
    try (var honest = new ScriptedNode().says("/v1/epochs", 200, epochs);
        var trust = new FollowedTrust(List.of(liar, honest.uri()), SampleEpochs.FIRST)) {
      assertThat(CosignedCheckpoint.verify(SampleEpochs.note(25, 2, 3, 5), trust))
          .isInstanceOf(Verification.Final.class);
    }
  }
}

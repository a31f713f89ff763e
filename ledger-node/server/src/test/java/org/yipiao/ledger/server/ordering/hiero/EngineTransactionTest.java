package org.yipiao.ledger.server.ordering.hiero;

import static org.assertj.core.api.Assertions.assertThat;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.ordering.OrderingEngine;

class EngineTransactionTest {

  @Test
  void aPayloadComesOutAsItWentIn() {
    byte[] payload = {2, 0, -1};
    assertThat(EngineTransaction.decode(EngineTransaction.encodePayload(payload)))
        .isInstanceOfSatisfying(
            EngineTransaction.Payload.class,
            decoded -> assertThat(decoded.bytes()).isEqualTo(payload));
  }

  @Test
  void aSignatureOfTheStateComesOutAsItWentIn() {
    var signature =
        new StateSignatureTransaction(
            12, Bytes.wrap(new byte[] {1, 2}), Bytes.wrap(new byte[] {3}));
    assertThat(EngineTransaction.decode(EngineTransaction.encodeStateSignature(signature)))
        .isEqualTo(new EngineTransaction.StateSignature(signature));
  }

  @Test
  void whatOnlyAFaultyValidatorSendsIsPassedOver() {
    byte[] tooLarge = new byte[OrderingEngine.MAX_PAYLOAD_BYTES + 2];
    tooLarge[0] = EngineTransaction.PAYLOAD;
    for (byte[] framed :
        List.of(
            new byte[] {},
            new byte[] {EngineTransaction.PAYLOAD},
            new byte[] {0, 1},
            new byte[] {3, 1},
            new byte[] {EngineTransaction.STATE_SIGNATURE, -1, -1, -1},
            tooLarge)) {
      assertThat(EngineTransaction.decode(Bytes.wrap(framed)))
          .isEqualTo(new EngineTransaction.Unknown());
    }
  }
}

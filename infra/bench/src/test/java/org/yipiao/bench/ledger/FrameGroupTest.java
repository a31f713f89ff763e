package org.yipiao.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameGroupTest {

  @Test
  void whoseWorkItIsDecidesTheNearestFrameThatSays() {
    assertThat(
            FrameGroup.of(
                List.of(
                    "sun.security.provider.SHA2.implCompress",
                    "java.security.MessageDigest.digest",
                    "org.yipiao.ledger.protocol.wire.Digest.finish",
                    "org.yipiao.ledger.contract.block.BlockExecution.append")))
        .isEqualTo(FrameGroup.HASHING);
    assertThat(
            FrameGroup.of(
                List.of(
                    "sun.security.provider.SHA5.implCompress",
                    "java.security.MessageDigest.digest",
                    "org.hiero.consensus.crypto.PbjStreamHasher.hash")))
        .isEqualTo(FrameGroup.ENGINE);
    assertThat(
            FrameGroup.of(
                List.of(
                    "org.bouncycastle.math.raw.Nat256.mul",
                    "org.yipiao.ledger.protocol.suite.IntlSuite.verify",
                    "org.yipiao.ledger.server.execution.Executor.execute")))
        .isEqualTo(FrameGroup.SIGNATURES);
    assertThat(
            FrameGroup.of(
                List.of(
                    "org.rocksdb.RocksDB.get",
                    "org.yipiao.ledger.server.store.RocksKeyValueStore.get",
                    "org.yipiao.ledger.contract.rules.Issuing.apply")))
        .isEqualTo(FrameGroup.STORE);
    assertThat(FrameGroup.of(List.of("java.util.TreeMap.put", "java.lang.Thread.run")))
        .isEqualTo(FrameGroup.OTHER);
  }
}

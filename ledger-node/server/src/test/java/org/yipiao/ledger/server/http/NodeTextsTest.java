package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.bundle.LedgerLink;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.proposal.ProposalFault;
import org.yipiao.ledger.protocol.statemap.StateProofFault;
import org.yipiao.ledger.protocol.statemap.StateProofTextFault;
import org.yipiao.ledger.protocol.transaction.TransactionFault;
import org.yipiao.ledger.protocol.trust.TrustFault;
import org.yipiao.ledger.protocol.wire.JsonFault;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.testing.TextsContract;

class NodeTextsTest {

  @Test
  void saysEveryProblemInBothLanguages() throws IOException {
    TextsContract.ofProblems("/messages", NodeProblem.class);
  }

  @Test
  void saysWhatIsWrongWithATransactionInBothLanguages() throws IOException {
    TextsContract.ofReasons(TransactionFault.class);
    TextsContract.ofReasons(WireFault.class);
  }

  @Test
  void saysWhatBecameOfAnOperationAndWhyAProofDoesNotHoldInBothLanguages() throws IOException {
    TextsContract.ofReasons(Outcome.class);
    TextsContract.ofReasons(LedgerLink.class);
    TextsContract.ofReasons(StateProofFault.class);
    TextsContract.ofReasons(StateProofTextFault.class);
    TextsContract.ofReasons(JsonFault.class);
    TextsContract.ofReasons(TrustFault.class);
    TextsContract.ofReasons(ProposalFault.class);
  }

  @Test
  void theDetailSaysWhatIsWrongInTheLanguageOfTheDetail() {
    Reason reason = Reason.of(TransactionFault.UNKNOWN_KEY, 7, "1f");

    assertThat(new ProblemTexts().detail(NodeProblem.UNKNOWN_KEY, Locale.ENGLISH, reason))
        .isEqualTo("The member has no such key: member 7, key 1f.");
    assertThat(
            new ProblemTexts().detail(NodeProblem.UNKNOWN_KEY, Locale.SIMPLIFIED_CHINESE, reason))
        .isEqualTo("该成员没有此密钥：成员 7，密钥 1f。");
  }
}

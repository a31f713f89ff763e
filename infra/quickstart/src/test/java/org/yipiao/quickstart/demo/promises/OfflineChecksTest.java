package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.quickstart.demo.promises.MadeUpLog.ALSO_ISSUED;
import static org.yipiao.quickstart.demo.promises.MadeUpLog.ISSUED;
import static org.yipiao.quickstart.demo.promises.MadeUpLog.REFUSED;
import static org.yipiao.quickstart.demo.promises.MadeUpLog.RESERVED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.quickstart.demo.report.DemoReport;

class OfflineChecksTest {

  @TempDir private Path folder;

  private final MadeUpLog log = new MadeUpLog();

  private OfflineChecks checks() throws IOException {
    return new OfflineChecks(Files.write(folder.resolve("consortium.json"), log.trust()));
  }

  private DemoReport.TamperedBundle tamper(
      OfflineChecks checks, BundleTampering.Parts refused, BundleTampering.Parts other) {
    return checks.tamper(
        log.bundle(ISSUED),
        log.bundle(ALSO_ISSUED),
        List.of(BundleTampering.refusedLeaf(refused), BundleTampering.otherOperation(other)));
  }

  @Test
  void everyTamperedBundleIsRejectedForTheReasonThatItsChangeMustGive() throws Exception {
    OfflineChecks checks = checks();

    DemoReport.TamperedBundle tampered =
        tamper(checks, log.parts(ISSUED, REFUSED, REFUSED), log.parts(ISSUED, RESERVED, RESERVED));

    assertThat(checks.failures()).isEmpty();
    assertThat(tampered.rejected()).isEqualTo(tampered.cases()).isGreaterThan(100);
    assertThat(tampered.firstReason()).startsWith("JWT part 0: ");
  }

  @Test
  void aLeafWithABrokenProofOfItsOwnIsAFailureThatNamesCaseAndReasons() throws Exception {
    OfflineChecks checks = checks();

    DemoReport.TamperedBundle tampered =
        tamper(checks, log.parts(ISSUED, REFUSED, ISSUED), log.parts(ISSUED, RESERVED, ISSUED));

    assertThat(checks.failures())
        .containsExactly(
            "the tampered bundle \"refused leaf\" is rejected for INCLUSION,"
                + " expected was one of [OUTCOME]",
            "the tampered bundle \"leaf of another operation\" is rejected for INCLUSION,"
                + " expected was one of [LEAF_TYPE]");
    assertThat(tampered.rejected()).isEqualTo(tampered.cases() - 2);
  }

  @Test
  void aTamperedBundleThatVerifiesIsAFailure() throws Exception {
    OfflineChecks checks = checks();

    tamper(checks, log.parts(ISSUED, ISSUED, ISSUED), log.parts(ISSUED, RESERVED, RESERVED));

    assertThat(checks.failures()).containsExactly("a tampered bundle verifies: refused leaf");
  }
}

package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundleTamperingTest {

  @Test
  void tampersEveryPartOfABundleExactlyOnce() {
    String hash = Base64.getEncoder().encodeToString(new byte[32]);
    String proof =
        "c2sp.org/tlog-proof@v1\nindex 1\n"
            + hash
            + "\n\nlog\n2\n"
            + hash
            + "\n\n"
            + "— log "
            + hash
            + "\n— w1 "
            + hash
            + "\n— w2 "
            + hash
            + "\n— w3 "
            + hash
            + "\n"
            + "— w4 "
            + hash
            + "\n";
    String segment = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[9]);
    String document = String.join(".", segment, segment, segment) + "~" + segment + "~";
    BundleTampering.Parts parts = new BundleTampering.Parts(document, hash, proof);
    BundleTampering tampering = new BundleTampering(parts, 3);
    BundleTampering.Parts foreign =
        new BundleTampering.Parts(document.replace("AAAA~", "AAAB~"), "AA==", proof + "x");
    List<BundleTampering.Case> cases = tampering.cases(foreign);
    Set<BundleTampering.Parts> distinct = new HashSet<>();
    cases.forEach(each -> distinct.add(each.parts()));
    assertThat(distinct).hasSameSizeAs(cases).doesNotContain(tampering.minimal());
    assertThat(cases)
        .extracting(BundleTampering.Case::what)
        .contains("root", "size", "index", "signature of w3", "dropped quorum", "leaf byte 31")
        .doesNotContain("signature of w4");
    assertThat(cases).allSatisfy(each -> assertThat(each.codes()).isNotEmpty());
  }
}

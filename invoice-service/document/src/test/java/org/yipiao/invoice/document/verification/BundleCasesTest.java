package org.yipiao.invoice.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden cases to which verifiers in other languages are held have these verdicts here. */
class BundleCasesTest {

  @Test
  void eachCaseHasTheVerdictThatIsWrittenBesideIt() throws IOException {
    JsonNode file;
    try (var in = BundleCasesTest.class.getResourceAsStream("/golden/bundle-cases.json")) {
      file = new JsonMapper().readTree(in);
    }
    var verifier = new BundleVerifier(TrustRoot.parse(bytes(file.get("trust"))));
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    file.get("cases")
        .properties()
        .forEach(one -> {
          expected.put(one.getKey(), one.getValue().get("verdict").stringValue());
          found.put(one.getKey(), code(verifier.verify(bytes(one.getValue().get("bundle")))));
        });
    assertThat(found).hasSize(12).isEqualTo(expected);
  }

  private static byte[] bytes(JsonNode text) {
    return text.stringValue().getBytes(StandardCharsets.UTF_8);
  }

  private static String code(BundleVerdict verdict) {
    return switch (verdict) {
      case BundleVerdict.Valid _ -> "VALID";
      case BundleVerdict.Broken(_, String code, _) -> code;
    };
  }
}

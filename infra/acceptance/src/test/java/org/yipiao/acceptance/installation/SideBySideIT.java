package org.yipiao.acceptance.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.independent.IndependentVerifier;
import org.yipiao.acceptance.installation.BuiltClone.Said;
import org.yipiao.embedded.Ports;
import org.yipiao.embedded.process.ProcessIdentity;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.instance.Instance;
import org.yipiao.quickstart.ports.PlatformPort;

/**
 * Two clones on one machine, one of them where paths are at their worst: under the system's
 * temporary folder, with spaces, Chinese characters and a length near the limits.
 */
@Tag("long")
class SideBySideIT {

  private static final String LONG = "层层叠叠的目录 ".repeat(8).strip();

  @Test
  void bothKeepTheirDataThroughDownAndUp() throws Exception {
    Path worst = Files.createTempDirectory("医 票").resolve(LONG).resolve("a clone [1]");
    Path plain = Files.createTempDirectory(Path.of("target"), "clone").toAbsolutePath();
    try (BuiltClone one = BuiltClone.in(worst);
        BuiltClone two = BuiltClone.in(plain)) {
      assertThat(one.root().toString().length()).isGreaterThan(100);
      up(one);
      Said second = up(two);
      assertThat(second.text()).contains("is taken by pid").contains("using");
      assertThat(two.description().ports().values())
          .doesNotContainAnyElementsOf(one.description().ports().values());
      aPortThatIsTakenIsAnErrorNamingTheProcess(one);

      Kept inOne = issueAndClaim(one);
      Kept inTwo = issueAndClaim(two);
      down(one);
      up(one);
      stillThere(one, inOne);

      killingTheLauncherLeavesNothing(two);
      up(two);
      stillThere(two, inTwo);
      down(two);
    }
  }

  /** What a platform was given before it was stopped. */
  private record Kept(String invoice, String bundle, ClaimId claim, String claimView) {}

  private static Kept issueAndClaim(BuiltClone clone) throws IOException {
    try (Visitor visitor = new Visitor(clone)) {
      visitor.allocateNumbers();
      String invoice = visitor.issue("C-1");
      String bundle = visitor.bundle(invoice);
      ClaimId claim = visitor.claim(invoice);
      var view = visitor.ended(claim);
      assertThat(view.path("status").asString()).isEqualTo("PAID");
      assertThat(view.path("amountFen").asLong()).isEqualTo(21_000);
      return new Kept(invoice, bundle, claim, view.toString());
    }
  }

  private static void stillThere(BuiltClone clone, Kept kept) throws Exception {
    try (Visitor visitor = new Visitor(clone)) {
      String bundle = visitor.bundle(kept.invoice());
      String trust = Files.readString(Path.of(clone.description().trust()));
      assertThat(IndependentVerifier.verify(bundle, trust)).isEqualTo("VALID");
      assertThat(IndependentVerifier.verify(kept.bundle(), trust)).isEqualTo("VALID");
      Path file = Files.writeString(clone.root().resolve("bundle.json"), bundle);
      Said verified = clone.run("verify", file.toString(), "--trust", clone.description().trust());
      assertThat(verified.exit()).as(verified.text()).isZero();
      assertThat(verified.text()).startsWith("VALID: issued, and final");
      assertThat(visitor.claimNow(kept.claim())).hasToString(kept.claimView());
      assertThat(visitor.issue("C-1")).as("a resend").isEqualTo(kept.invoice());
      String next = visitor.issue("C-2");
      assertThat(Long.parseLong(next)).isGreaterThan(Long.parseLong(kept.invoice()));
      visitor.bundle(next);
    }
  }

  private static Said up(BuiltClone clone) throws Exception {
    Said said = clone.run("up");
    assertThat(said.exit()).as(said.text()).isZero();
    // Parts that serve may be too busy to say so at once, or wait for the ledger's other nodes.
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(clone.run("status")).returns(0, Said::exit));
    return said;
  }

  private static void down(BuiltClone clone) throws Exception {
    List<Integer> ports = List.copyOf(clone.description().ports().values());
    assertThat(clone.run("down").text()).contains("stopped");
    assertThat(clone.processes()).isEmpty();
    assertThat(ports).noneMatch(Ports::accepts);
  }

  private static void aPortThatIsTakenIsAnErrorNamingTheProcess(BuiltClone holder)
      throws Exception {
    Integer taken = holder.description().ports().get(PlatformPort.INVOICE.label());
    Path other = Files.createTempDirectory("third");
    try (BuiltClone third = BuiltClone.in(other.resolve("clone"))) {
      Said said = third.run("up", "--port-invoice", String.valueOf(taken));
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.text())
          .contains("port " + taken + ", asked for with --port-invoice, is taken by pid ")
          .contains("(java)");
      assertThat(third.processes()).isEmpty();
    }
  }

  private static void killingTheLauncherLeavesNothing(BuiltClone clone) throws Exception {
    List<Integer> ports = List.copyOf(clone.description().ports().values());
    ProcessIdentity launcher = Instance.holder(clone.data()).orElseThrow();
    ProcessHandle.of(launcher.pid()).orElseThrow().destroyForcibly();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(clone.processes()).isEmpty());
    assertThat(ports).noneMatch(Ports::accepts);
  }
}

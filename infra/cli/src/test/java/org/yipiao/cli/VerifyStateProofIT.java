package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** What running nodes answer is saved as it is and verified when none of them runs any more. */
class VerifyStateProofIT {

  private static final InvoiceId ISSUED = new InvoiceId(ConsortiumCommands.FIRST);
  private static final InvoiceId NOT_ISSUED = new InvoiceId(ConsortiumCommands.FIRST + 1);

  @TempDir private Path directory;

  @Test
  void whatIsLeftOfAnInvoiceAndThatThereIsNoOtherVerifyWithoutAnyNode() throws Exception {
    String trust;
    List<Path> before;
    List<Path> after;
    List<Path> absent;
    try (var consortium = ConsortiumCommands.start(directory, 2)) {
      trust = consortium.local().consortium().trustFile().toString();
      consortium.allocate(DevelopmentMember.HOSPITAL_ONE.number().value());
      consortium.applied(
          DevelopmentMember.HOSPITAL_ONE,
          new IssueInvoice(ISSUED.value(), Digest.sha256(new byte[] {1}), 126_000, 126_000));
      before = saved(consortium, "before", ISSUED);
      paid(consortium, 59_500);
      after = saved(consortium, "after", ISSUED);
      absent = saved(consortium, "absent", NOT_ISSUED);
    }
    for (int node = 0; node < 4; node++) {
      assertSaid(
          0,
          verify(before.get(node), trust, ISSUED),
          "VALID: ",
          "\nstate       issued\n",
          "\nreimbursed  0.00 yuan\n",
          "\nleft        1260.00 yuan\n",
          "\nquorum      3 of 4\n");
      assertSaid(
          0,
          verify(after.get(node), trust, ISSUED),
          "VALID: ",
          "\ntotal       1260.00 yuan\n",
          "\nreimbursed  595.00 yuan\n",
          "\nleft        665.00 yuan\n",
          "\nquorum      3 of 4\n");
      assertSaid(
          3, verify(absent.get(node), trust, NOT_ISSUED), "ABSENT: ", "\nquorum      3 of 4\n");
    }
  }

  private static void paid(ConsortiumCommands consortium, long fen) throws Exception {
    var claim = ClaimId.of(new byte[16]);
    var digest = Digest.sha256(new byte[] {2});
    consortium.applied(
        DevelopmentMember.AGENCY,
        new ReserveReimbursement(
            ISSUED.value(),
            claim,
            fen,
            digest,
            digest,
            digest,
            EpochNanos.of(Instant.now().plus(Duration.ofHours(1))),
            true,
            Medium.ELECTRONIC));
    consortium.applied(
        DevelopmentMember.AGENCY, new SettleReimbursement(ISSUED.value(), claim, fen, digest));
  }

  /** What each node answers, once it has executed as much as that which is ahead. */
  private List<Path> saved(ConsortiumCommands consortium, String name, InvoiceId invoice)
      throws Exception {
    var validators =
        Stream.of(DevelopmentMember.values()).filter(DevelopmentMember::validator).toList();
    long ahead =
        validators.stream().mapToLong(each -> height(consortium, each)).max().orElseThrow();
    List<Path> files = new ArrayList<>();
    try (var http = HttpClient.newHttpClient()) {
      for (DevelopmentMember validator : validators) {
        await().atMost(Duration.ofMinutes(1)).until(() -> height(consortium, validator) >= ahead);
        URI node = consortium.local().uri(validator);
        var request =
            HttpRequest.newBuilder(node.resolve("/v1/state-proof/invoices/" + invoice))
                .header("Authorization", "Bearer " + consortium.local().token("bureau"))
                .build();
        Path file = directory.resolve(name + "-" + validator + ".txt");
        assertThat(http.send(request, BodyHandlers.ofFile(file)).statusCode()).isEqualTo(200);
        files.add(file);
      }
    }
    assertThat(files).hasSize(4);
    return files;
  }

  private static long height(ConsortiumCommands consortium, DevelopmentMember validator) {
    return consortium.local().node(validator).chain().head().orElseThrow().height();
  }

  private Said verify(Path file, String trust, InvoiceId invoice) {
    return Said.by(
        directory, "verify", file.toString(), "--trust", trust, "--invoice", invoice.toString());
  }

  private static void assertSaid(int exit, Said said, String first, String... lines) {
    assertThat(said.text()).startsWith(first).contains(lines);
    assertThat(said.exit()).isEqualTo(exit);
  }
}

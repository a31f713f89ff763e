package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.ledger.protocol.SampleLeaves;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;

/** What {@code verify} makes of the ledger's golden state proofs and of others under its keys. */
class VerifyStateProofTest {

  private static final String THERE = "110601260000000003";
  private static final String NOT_THERE = "110601260000000030";
  private static final InvoiceId INVOICE = InvoiceId.parse(THERE);

  @TempDir private Path directory;
  private String trust = "";
  private String there = "";
  private String notThere = "";

  @BeforeEach
  void readTheGoldenFiles() throws IOException {
    Path ledger = Path.of(System.getProperty("yipiao.root", "../.."), "ledger-node");
    String consortium =
        Files.readString(ledger.resolve("protocol/src/test/resources/golden/consortium.hex"));
    trust =
        Files.write(
                directory.resolve("consortium.json"),
                HexFormat.of().parseHex(consortium.replaceAll("\\s", "")))
            .toString();
    String both =
        Files.readString(ledger.resolve("contract/src/test/resources/golden/state-proofs.txt"));
    int second = both.lastIndexOf("yipiao/state-proof@v1\n");
    there = both.substring(0, second - 1);
    notThere = both.substring(second);
  }

  @Test
  void saysHowAnInvoiceStandsAndAsOfWhen() throws IOException {
    assertThat(verify(there, "--invoice", THERE))
        .isEqualTo(
            new Said(
                0,
                """
                VALID: how the invoice stands after the stated block, which is final; says nothing of later blocks.
                invoice     110601260000000003
                state       issued
                issuer      member 4
                total       2.03 yuan
                claimable   1.03 yuan
                reserved    0.00 yuan
                committed   0.00 yuan
                reimbursed  0.00 yuan
                returned    0.00 yuan
                left        1.03 yuan
                as of       size 25, height 2
                block       2026-01-01T00:00:00.200Z
                final       2026-01-01T00:00:03Z
                checkpoint  size 25
                cosigners   bureau, agency, insurer
                quorum      3 of 4
                """));
    assertThat(verify(there, "--language", "zh-CN").text())
        .startsWith("VALID: 所示区块之后票据的状态，")
        .contains("\n状态        已开具\n", "\n剩余可报销  1.03 元\n", "\n截至        大小 25，高度 2\n");
  }

  @Test
  void saysThatThereIsNoSuchInvoice() throws IOException {
    assertThat(verify(notThere, "--invoice", NOT_THERE))
        .isEqualTo(
            new Said(
                3,
                """
                ABSENT: there is no such invoice after the stated block, which is final; says nothing of later blocks.
                invoice     110601260000000030
                as of       size 25, height 2
                block       2026-01-01T00:00:00.200Z
                final       2026-01-01T00:00:03Z
                checkpoint  size 25
                cosigners   bureau, agency, insurer
                quorum      3 of 4
                """));
  }

  /** Each part of the proof of an invoice, with one of its characters or lines another one. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "key AgGI70KOArgD | key AgGI70KOArge | STATE: OTHER_KEY",
        "AAABnAAAAAAAAAMs | AAABoAAAAAAAAAMs | STATE: STATE_ROOT",
        "node 4 6HRm | node 4 6HRn | STATE: STATE_ROOT",
        "node 71  | node 72  | STATE: STATE_ROOT",
        "node 6 [^\\n]+\\n | '' | STATE: STATE_ROOT",
        "node 70 ([^\\n]+)\\nnode 71 ([^\\n]+) | node 70 $2\\nnode 71 $1 | STATE: STATE_ROOT",
        "header Af8A | header Av8A | LEDGER: LEAF_FORMAT",
        "header Af8A | header Af4A | LEDGER: INCLUSION",
        "IFXj6LGF | IFXj6LGG | LEDGER: INCLUSION",
        "index 24 | index 23 | LEDGER: INCLUSION",
        "index 24 | index 25 | LEDGER: INCLUSION",
        "MPtTPkZf | MPtTPkZg | LEDGER: INCLUSION",
        "\\nyipiao.invalid/test\\n | \\nyipiao.invalid/rest\\n | LEDGER: ORIGIN",
        "\\n25\\n | \\n26\\n | LEDGER: LOG_SIGNATURE",
        "y6S6aFNh | y6S6aFNi | LEDGER: LOG_SIGNATURE",
        "9wb6qnTL | 9wb6qnTM | LEDGER: LOG_SIGNATURE",
        "— yipiao.invalid/test 9wb6[^\\n]+\\n | '' | LEDGER: LOG_SIGNATURE",
        "4wPgogAAAABpVbkB | 4wPgogAAAABpVbkC | LEDGER: COSIGNATURE",
        "arv1qgAAAABpVbkDa1k | arv1qgAAAABpVbkDa1l | LEDGER: COSIGNATURE",
        "— yipiao.invalid/test/agency [^\\n]+\\n | '' | LEDGER: QUORUM",
        "test/agency | test/elsewhere | LEDGER: QUORUM"
      })
  void namesWhatBreaksFirst(String part, String other, String named) throws IOException {
    assertBreaks(there, part, other.replace("\\n", "\n"), named, THERE);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AgGI70KOArgS | AgGI70KOArgW | STATE: STATE_ROOT",
        "y2tFCmjM | y2tFCmjN | STATE: STATE_ROOT",
        "node 71 11y1 | node 71 11y2 | STATE: STATE_ROOT",
        "index 24 | index 20 | LEDGER: INCLUSION",
        "— yipiao.invalid/test/insurer [^\\n]+\\n | '' | LEDGER: QUORUM"
      })
  void namesWhatBreaksTheAbsence(String part, String other, String named) throws IOException {
    assertBreaks(notThere, part, other, named, NOT_THERE);
  }

  private void assertBreaks(String proof, String part, String other, String named, String invoice)
      throws IOException {
    String changed = proof.replaceFirst(part, other);
    assertThat(changed).isNotEqualTo(proof);
    Said said = verify(changed, "--invoice", invoice);
    assertThat(said.text()).startsWith("BROKEN at " + named + "\n").endsWith(".\n");
    assertThat(said.exit()).isEqualTo(1);
  }

  /** What is no state proof at all. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\\nheader[^\\x00]* | '' | not a state proof, or cut off",
        "\\nvalue[^\\x00]*tlog | \\n\\ntlog | not a state proof, or cut off",
        "key A | kay A | line 2 is not as the format fixes it",
        "value AAAA | value AAA | line 3 is not as the format fixes it",
        "node 4  | node 04  | line 4 is not as the format fixes it",
        "'header ' | 'header  ' | line 12 is not as the format fixes it",
        "node 5  | node 4  | its lines are not those of one search through the state",
        "tlog-proof@v1 | tlog-proof@v2 | what follows the empty line is not a tlog-proof"
      })
  void namesTheLineThatCannotBeRead(String part, String other, String named) throws IOException {
    String changed = there.replaceFirst(part, other.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(there);
    assertThat(verify(changed))
        .isEqualTo(new Said(2, "UNREADABLE state proof " + file() + ": " + named + "\n"));
    assertThat(verify(changed, "--language", "zh-CN").text())
        .startsWith("UNREADABLE 状态证明 " + file() + "：");
  }

  @Test
  void readsNoOtherFile() throws IOException {
    assertThat(verify(there.replaceFirst("@v1", "@v2")))
        .isEqualTo(new Said(2, "UNREADABLE bundle " + file() + ": not JSON at line 1\n"));
    assertThat(verify(there + "A".repeat(70_000)).text()).contains(" characters, 65536 are the");
    byte[] latin = there.replaceFirst("/agency", "/agén").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(Path.of(file()), latin);
    assertThat(verifyFile())
        .isEqualTo(new Said(2, "UNREADABLE state proof " + file() + ": not UTF-8\n"));
  }

  /** Whoever expects a bundle is not told that somebody's state proof is valid. */
  @Test
  void aStateProofIsOneOnlyForWhoeverAsksOfAnInvoice() throws IOException {
    for (String proof : List.of(there, notThere)) {
      Files.writeString(Path.of(file()), proof);
      assertThat(Said.by(directory, "verify", file(), "--trust", trust))
          .returns(2, Said::exit)
          .extracting(Said::text)
          .asString()
          .contains(file() + " is a state proof: --invoice NUMBER says of which");
    }
  }

  @Test
  void aProofOfAnotherNumberIsNotThatWhichWasAskedFor() throws IOException {
    String other =
        "BROKEN at STATE: OTHER_KEY\nThe proof is not about the invoice that was asked for.\n";
    assertThat(verify(there, "--invoice", NOT_THERE)).isEqualTo(new Said(1, other));
    assertThat(verify(notThere, "--invoice", THERE)).isEqualTo(new Said(1, other));
    byte[] claim = StateKeys.claim(INVOICE, 3, ClaimId.of(new byte[16]));
    byte[] noNumber = ByteBuffer.allocate(9).put((byte) 2).putLong(-1).array();
    for (byte[] key : List.of(claim, noNumber)) {
      assertThat(verify(ProvenState.of(key, new byte[] {1}))).isEqualTo(new Said(1, other));
    }
    assertThat(verify(there, "--invoice", "3"))
        .returns(2, Said::exit)
        .extracting(Said::text)
        .asString()
        .contains("--invoice is a number of 18 digits");
    assertThat(verify("{}", "--invoice", THERE))
        .returns(2, Said::exit)
        .extracting(Said::text)
        .asString()
        .contains("--invoice is for a state proof, and " + file() + " is none");
  }

  @Test
  void whatIsFinalHasToBeTheHeaderOfAProvableBlockAndTheRowAnInvoice() throws IOException {
    byte[] key = StateKeys.invoice(INVOICE);
    byte[] row = ProvenState.row(1, 126_000, 0, 0, 59_500, 0);
    assertThat(verify(ProvenState.of(key, row)).exit()).isZero();
    assertThat(verify(ProvenState.with(SampleLeaves.genesis().encode(), key, row)))
        .isEqualTo(
            new Said(
                1, "BROKEN at STATE: HEADER\nWhat is proven to be final is no block header.\n"));
    assertThat(verify(ProvenState.under(1, key, row)).text())
        .startsWith("BROKEN at STATE: CONTRACT_VERSION\n");
    for (byte[] none : List.of(new byte[85], new byte[84], ProvenState.row(2, 100, 0, 0, 0, 0))) {
      assertThat(verify(ProvenState.of(key, none)))
          .returns(1, Said::exit)
          .extracting(Said::text)
          .asString()
          .startsWith("BROKEN at STATE: ROW\n");
    }
    assertThat(verify(ProvenState.of(key, ProvenState.row(1, 100, 60, 60, 0, 0))).text())
        .as("more is held than there is")
        .startsWith("BROKEN at STATE: ROW\n");
  }

  @Test
  void saysWhatIsHeldOfAnInvoiceAndWhatIsLeft() throws IOException {
    byte[] key = StateKeys.invoice(INVOICE);
    assertThat(
            verify(ProvenState.of(key, ProvenState.row(1, 126_000, 1_000, 2_000, 59_500, 7)))
                .text())
        .contains(
            """
            total       1260.00 yuan
            claimable   1260.00 yuan
            reserved    10.00 yuan
            committed   20.00 yuan
            reimbursed  595.00 yuan
            returned    0.07 yuan
            left        635.00 yuan
            as of       size 7, height 3
            block       2026-01-01T12:00:00Z
            """)
        .doesNotContain("paper");
    assertThat(
            verify(ProvenState.of(key, ProvenState.more(ProvenState.row(1, 500, 0, 0, 0, 0), 1, 0)))
                .text())
        .contains("\nstate       issued\npaper twin  out: ", "\nleft        5.00 yuan\n");
    assertThat(
            verify(
                    ProvenState.of(
                        key, ProvenState.more(ProvenState.row(2, 500, 0, 0, 0, 500), 0, 9)))
                .text())
        .contains("\nstate       reversed, by red invoice 000000000000000009\n")
        .contains("\nleft        0.00 yuan\n");
    assertThat(
            verify(ProvenState.of(key, ProvenState.more(ProvenState.row(3, 0, 0, 0, 0, 0), 0, 8)))
                .text())
        .contains("\nstate       red, reverses invoice 000000000000000008\n");
  }

  @Test
  void aTrustRootOfBeforeSaysThatItIsOlder() throws IOException {
    String older =
        Files.writeString(
                directory.resolve("older.json"),
                Files.readString(Path.of(trust))
                    .replaceFirst("\"fromSize\": ?0,", "\"fromSize\":0,\"toSize\":3,"))
            .toString();
    Files.writeString(Path.of(file()), there);
    assertThat(Said.by(directory, "verify", file(), "--trust", older, "--invoice", THERE))
        .returns(1, Said::exit)
        .extracting(Said::text)
        .asString()
        .startsWith("BROKEN at LEDGER: EPOCH\n")
        .contains("The trust root ends with size 3 ", "./yipiao follow " + older + " --node URL");
  }

  @Test
  void cosignaturesOfTheOtherTypeDoNotCount() throws IOException {
    assertThat(verify(there, "--post-quantum").text()).startsWith("BROKEN at LEDGER: QUORUM\n");
  }

  private String file() {
    return directory.resolve("state.txt").toString();
  }

  private Said verify(String proof, String... more) throws IOException {
    Files.writeString(Path.of(file()), proof);
    return verifyFile(more);
  }

  /** Asks of {@link #THERE} where nothing else is said and the file is a state proof. */
  private Said verifyFile(String... more) throws IOException {
    var words = new ArrayList<>(List.of("verify", file(), "--trust", trust));
    words.addAll(List.of(more));
    if (!words.contains("--invoice")
        && StateProofFile.announcedBy(Files.readAllBytes(Path.of(file())))) {
      words.addAll(List.of("--invoice", THERE));
    }
    return Said.by(directory, words.toArray(String[]::new));
  }
}

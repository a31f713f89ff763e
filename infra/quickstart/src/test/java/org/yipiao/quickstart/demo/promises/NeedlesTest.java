package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.drive.SampleBills;

class NeedlesTest {

  private static final String NAME = "测安宁";
  private final Needles needles = new Needles(List.of(NAME, "K29.700"));

  @TestFactory
  Stream<DynamicTest> findsANameInEveryForm() throws Exception {
    byte[] utf8 = NAME.getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8);
    return Stream.of(
        form("UTF-8", utf8),
        form("UTF-16BE", NAME.getBytes(StandardCharsets.UTF_16BE)),
        form("UTF-16LE", NAME.getBytes(StandardCharsets.UTF_16LE)),
        form("GB18030", NAME.getBytes(Charset.forName("GB18030"))),
        form("hex", ascii(HexFormat.of().formatHex(utf8))),
        form("upper-case hex", ascii(HexFormat.of().withUpperCase().formatHex(utf8))),
        form("base64", Base64.getEncoder().encode(utf8)),
        form("base64 after one byte", Base64.getEncoder().encode(join(new byte[1], utf8))),
        form("base64 after two bytes", Base64.getEncoder().encode(join(new byte[2], utf8))),
        form(
            "base64url inside JSON", Base64.getUrlEncoder().encode(join(ascii("{\"n\":\""), utf8))),
        form("SHA-256", digest),
        form("SHA-256 in hex", ascii(HexFormat.of().formatHex(digest))),
        form("SHA-256 in base64", Base64.getEncoder().encode(digest)));
  }

  @Test
  void findsNothingWhereNothingIs() {
    byte[] noise = new byte[1 << 20];
    new Random(7).nextBytes(noise);
    assertThat(needles.hitsIn(noise)).isZero();
    assertThat(needles.hitsIn(new byte[0])).isZero();
    assertThat(needles.count()).isEqualTo(2);
  }

  @Test
  void countsATextOnceHoweverOftenItIsPlanted() {
    Needles twice = new Needles(List.of(NAME));
    twice.plant(List.of(NAME, "K29.700"));
    assertThat(twice.count()).isEqualTo(2);
    assertThat(twice.hitsIn(NAME.getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
  }

  @Test
  void findsWhatEndsAndWhatBeginsWithTheHaystack() {
    byte[] code = ascii("K29.700");
    assertThat(needles.hitsIn(code)).isEqualTo(1);
    assertThat(needles.hitsIn(join(code, code))).isEqualTo(2);
    assertThat(needles.hitsIn(ascii("K29.70"))).isZero();
    assertThat(needles.hitsIn(ascii("29.700"))).isZero();
  }

  @Test
  void findsAPlainDigestOfTheBusinessNumberThatADocumentCarriesInALeaf() {
    Bill bill =
        new SampleBills(new Random(3), LocalDate.of(2026, 11, 22), "run")
            .outpatient(MadeUpPerson.random(new Random(5)));
    String[] msh = new String(bill.toHl7(), StandardCharsets.UTF_8).split("\\|", 11);
    Needles planted = new Needles(bill.secrets());

    assertThat(planted.hitsIn(leafWith(msh[3] + ":" + msh[9]))).isEqualTo(1);
    assertThat(planted.hitsIn(leafWith(msh[9]))).isEqualTo(1);
    assertThat(planted.hitsIn(leafWith("another business number"))).isZero();
  }

  /** A leaf that would give a text away: what it commits to is the text's plain digest. */
  private static byte[] leafWith(String text) {
    var operation =
        IssueInvoice.of(
            new InvoiceId(110601260000000001L),
            Digest.sha256(text.getBytes(StandardCharsets.UTF_8)),
            Money.ofFen(126_000),
            Money.ofFen(126_000));
    return new LeafV1(
            operation.type().number(),
            4,
            1,
            TransactionId.of(new byte[TransactionId.LENGTH]),
            0,
            2,
            operation.encode(),
            0,
            new byte[0])
        .encode();
  }

  private DynamicTest form(String name, byte[] encoded) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThat(needles.hitsIn(join(join(new byte[] {1, 2, 3}, encoded), new byte[] {9})))
                .isGreaterThanOrEqualTo(1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}

package org.yipiao.invoice.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.platform.money.Money;

class InvoiceDocumentTest {

  private static final Documents.Signer SIGNER = Documents.Signer.create(new SecureRandom());
  private static final IssuerCertificates CERTIFICATES =
      new IssuerCertificates(List.of(SIGNER.root()));

  private static DocumentFault refusal(String compact) {
    return switch (InvoiceDocument.read(compact)) {
      case DocumentReading.Refused(DocumentFault fault, _) -> fault;
      case DocumentReading.Read _ -> throw new AssertionError("was read");
    };
  }

  @Test
  void givesBackWhatWasIssued() {
    IssuedDocument issued = SIGNER.outpatient();
    InvoiceDocument document = Documents.read(issued.compact());
    assertThat(document.authenticate(CERTIFICATES, Documents.NOW)).isEmpty();
    assertThat(document.commitment()).isEqualTo(issued.commitment());
    assertThat(document.total()).isEqualTo(Money.parseYuan("1260.00"));
    assertThat(DocumentCompleteness.check(document))
        .isInstanceOfSatisfying(
            DraftOutcome.Accepted.class,
            accepted ->
                assertThat(accepted.draft().draft())
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(Documents.outpatient()));
  }

  @Test
  void hidesThePayerAndTheCountOfLinesInAPresentation() {
    InvoiceDocument whole = Documents.read(SIGNER.outpatient().compact());
    String shown = whole.present(name -> name.startsWith("line_"));
    InvoiceDocument part = Documents.read(shown);
    assertThat(part.commitment()).isEqualTo(whole.commitment());
    assertThat(part.authenticate(CERTIFICATES, Documents.NOW)).isEmpty();
    assertThat(part.content().payer()).isEmpty();
    assertThat(part.content().linesSumTo(part.total())).isTrue();
    assertThat(part.content().diagnoses()).isEmpty();
  }

  @Test
  void theSameDraftNeverGivesTheSameCommitment() {
    assertThat(SIGNER.outpatient().commitment()).isNotEqualTo(SIGNER.outpatient().commitment());
  }

  @Test
  void thePaddedDigestsDoNotShowHowManyLinesThereAre() {
    var five = new ArrayList<>(Documents.outpatient().lines());
    five.removeLast();
    five.add(Documents.line("MAT-1", FeeCategory.MATERIAL, "20.00"));
    five.add(Documents.line("MAT-2", FeeCategory.MATERIAL, "40.00"));
    var draft =
        Documents.draft(five, MoneyBlock.allCash(Money.parseYuan("1260")), Money.parseYuan("1260"));
    String other = SIGNER.issuer().issue(Documents.checked(draft), Documents.ID).compact();
    String jwt = SIGNER.outpatient().compact().split("~", -1)[0];
    assertThat(other.split("~", -1)[0]).hasSameSizeAs(jwt);
  }

  @Test
  void refusesAForeignADuplicatedAndAnUnreferencedDisclosure() {
    String compact = SIGNER.outpatient().compact();
    String foreign = SIGNER.outpatient().compact().split("~", -1)[1];
    String own = compact.split("~", -1)[1];
    assertThat(refusal(compact + foreign + "~")).isEqualTo(DocumentFault.DISCLOSURE_FOREIGN);
    assertThat(refusal(compact + own + "~")).isEqualTo(DocumentFault.DISCLOSURE_DUPLICATED);
    assertThat(refusal(compact + "~")).isEqualTo(DocumentFault.TOKEN_MALFORMED);
    assertThat(refusal(compact + "a.b.c")).isEqualTo(DocumentFault.TOKEN_MALFORMED);
  }

  @Test
  void everyChangedBitOfTokenOrDisclosureIsNoticed() {
    InvoiceDocument whole = Documents.read(SIGNER.outpatient().compact());
    String compact = whole.present(List.of("line_0001", "payer_name")::contains);
    int jwt = compact.indexOf('~');
    for (int at = 0; at < compact.length() - 1; at++) {
      for (int bit = 0; bit < 7; bit++) {
        char[] changed = compact.toCharArray();
        changed[at] = (char) (changed[at] ^ (1 << bit));
        switch (InvoiceDocument.read(new String(changed))) {
          case DocumentReading.Refused _ -> {}
          case DocumentReading.Read(InvoiceDocument document) ->
              assertThat(document.commitment())
                  .as("bit %s of character %s, token ends at %s", bit, at, jwt)
                  .isNotEqualTo(whole.commitment());
        }
      }
    }
  }

  @Test
  void aDisclosureWithAnotherValueIsForeign() {
    String compact = SIGNER.outpatient().compact();
    String[] parts = compact.split("~", -1);
    String twin = SIGNER.outpatient().compact().split("~", -1)[2];
    parts[2] = twin;
    assertThat(refusal(String.join("~", parts))).isEqualTo(DocumentFault.DISCLOSURE_FOREIGN);
  }

  @Test
  void trustsNoCertificateOutsideItsTimeOrOfAnotherRoot() {
    InvoiceDocument document = Documents.read(SIGNER.outpatient().compact());
    assertThat(document.authenticate(CERTIFICATES, Documents.NOW.plus(Duration.ofDays(400))))
        .contains(DocumentFault.CERTIFICATE_UNTRUSTED);
    assertThat(document.authenticate(CERTIFICATES, Documents.NOW.minus(Duration.ofDays(2))))
        .contains(DocumentFault.CERTIFICATE_UNTRUSTED);
    var other = new IssuerCertificates(List.of(Documents.Signer.create(new SecureRandom()).root()));
    assertThat(document.authenticate(other, Documents.NOW))
        .contains(DocumentFault.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void aRegisterRefusesADocumentThatHidesALine() {
    InvoiceDocument whole = Documents.read(SIGNER.outpatient().compact());
    String hidden = whole.present(name -> !name.equals("line_0002"));
    assertThat(DocumentCompleteness.check(Documents.read(hidden)))
        .isInstanceOfSatisfying(
            DraftOutcome.Refused.class,
            refused ->
                assertThat(refused.refusals())
                    .extracting(FieldRefusal::fault)
                    .containsExactly(DraftFault.LINES_DO_NOT_SUM_TO_TOTAL));
  }

  @Test
  void saysNothingOfThePersonInTexts() {
    InvoiceDocument document = Documents.read(SIGNER.outpatient().compact());
    String texts =
        document
            + " "
            + document.content()
            + " "
            + Documents.outpatient()
            + document.content().payer()
            + document.content().diagnoses();
    assertThat(texts).doesNotContain("张三丰", "110101199003070011", "13800000000", "J06.9");
  }
}

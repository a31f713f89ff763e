package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.testing.MigrationContract;

/** Whose document a payer was shown by a consent it learns only where the number was shown. */
class ConsentedResolutionIT extends RunningRegister {

  private static final List<String> NEEDED = List.of("ISSUER", "ENCOUNTER", "MONEY", "LINES");
  private static final NationalDocument GRANTING =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003072031");
  private static final String PAYER = TOKENS.token("agency", "invoices.read", "persons.resolve");

  private final String claim = newId();
  private IssuedDocument issued;
  private String person;

  @BeforeEach
  void issue() throws Exception {
    issued = HOSPITAL.issue(nextId, "R-" + nextId, GRANTING);
    makeFinal(List.of(issued));
    person = personOf(nextId);
  }

  /** Reads status and bundle by a new consent to these fields besides those that are needed. */
  private void readByConsent(String... more) throws Exception {
    String consentId = newId();
    String body =
        JSON.writeValueAsString(
            Map.of(
                "consentId",
                consentId,
                "invoiceId",
                Long.toString(nextId),
                "payer",
                "agency",
                "purpose",
                "REIMBURSEMENT",
                "fields",
                Stream.concat(NEEDED.stream(), Stream.of(more)).toList(),
                "expiresAt",
                Instant.now().plus(Duration.ofDays(30)).toString()));
    Reply granted = call(signedIn(person), "POST", "/v1/consents", body);
    assertThat(granted.status()).as(granted.body()).isEqualTo(201);
    for (String part : List.of("/invoice", "/bundle")) {
      String path = "/v1/consents/" + consentId + part + "?claim=" + claim;
      assertThat(call(PAYER, "GET", path, null).status()).isEqualTo(200);
    }
  }

  private void readTheWhole() throws Exception {
    String hash = Digest.sha256(issued.compact().getBytes(StandardCharsets.US_ASCII)).hex();
    String path = "/v1/invoices/%d/bundle?claim=%s&presentation=%s".formatted(nextId, claim, hash);
    assertThat(call(PAYER, "GET", path, null).status()).isEqualTo(200);
  }

  private String guess(String number) throws Exception {
    return resolve(PAYER, number, claim);
  }

  @Test
  void confirmsNoGuessedNumberByAConsentThatLeftItOut() throws Exception {
    readByConsent("PAYER_NAME", "BUSINESS_NUMBER");

    assertThat(guess(GRANTING.number())).isEqualTo("PERSON_NOT_SHOWN");
  }

  @Test
  void tellsThePersonByAConsentThatShowedTheNumber() throws Exception {
    readByConsent();
    readByConsent("PAYER_DOCUMENT");

    assertThat(guess(GRANTING.number())).isEqualTo(person);
    assertThat(guess("110101199003070038")).isEqualTo("PERSON_NOT_SHOWN");
  }

  @Test
  void tellsThePersonOnceTheWholeWasShownAlsoOnTheSameDay() throws Exception {
    readByConsent();
    assertThat(guess(GRANTING.number())).isEqualTo("PERSON_NOT_SHOWN");

    readTheWhole();

    assertThat(guess(GRANTING.number())).isEqualTo(person);
  }

  @Test
  void takesReadingsFromBeforeForThoseOfTheConsentThatTheirClaimNames() throws Exception {
    readByConsent();
    jdbc.sql("UPDATE document_access SET consent_id = NULL WHERE invoice_id = ?")
        .param(nextId)
        .update();
    assertThat(guess(GRANTING.number())).isEqualTo(person);

    for (String sql : MigrationContract.statements("V8.3__readings_by_consent_from_before.sql")) {
      jdbc.sql(sql).update();
    }

    assertThat(guess(GRANTING.number())).isEqualTo("PERSON_NOT_SHOWN");
  }
}

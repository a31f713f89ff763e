package org.yipiao.claims.server.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.invoice.api.ConsentPayload;
import org.yipiao.platform.id.InvoiceId;

/** What the patients' app sends for the invoices of the book. */
abstract class ClaimRequests extends InvoiceBook {

  /** Random bytes in hexadecimal: 32 for a person, 16 for a claim. */
  protected static String fresh(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** The claim under another policy. */
  protected static SubmitClaim under(String policy, SubmitClaim of) {
    return new SubmitClaim(
        of.claimId(), of.payer(), of.invoiceId(), of.personId(), policy, of.consent());
  }

  /** The claim with a consent that ends then, signed as well. */
  protected static SubmitClaim endingAt(SubmitClaim of, Instant expiry) {
    SubmitClaim.Consent was = of.consent();
    var consent =
        ConsentSigner.consent(
            new ConsentPayload(
                was.presentationHash(), was.payer(), was.purpose(), expiry, was.nonce()));
    return new SubmitClaim(
        of.claimId(), of.payer(), of.invoiceId(), of.personId(), of.policy(), consent);
  }

  /** The claim under a claim id of its own, by the same consent. */
  protected static SubmitClaim anew(SubmitClaim of) {
    return new SubmitClaim(
        fresh(16), of.payer(), of.invoiceId(), of.personId(), of.policy(), of.consent());
  }

  protected static SubmitClaim request(String payer, String person, long invoice) {
    return request(payer, person, invoice, fresh(32));
  }

  /** With a consent as the register signs it. */
  protected static SubmitClaim request(
      String payer, String person, long invoice, String presentationHash) {
    Instant expiry = Instant.now().plus(Duration.ofHours(1));
    var consent =
        ConsentSigner.consent(
            new ConsentPayload(presentationHash, payer, "REIMBURSEMENT", expiry, fresh(16)));
    return new SubmitClaim(
        fresh(16), payer, new InvoiceId(invoice).toString(), person, "main", consent);
  }
}

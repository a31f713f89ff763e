package org.yipiao.claims.server.workflow;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.verification.InvoiceFacts;
import tools.jackson.databind.json.JsonMapper;

/** What a claim's invoice says, as it is kept in the claim's row. */
@Component
class SealedFacts {

  private static final String FACTS = "claim.facts";

  private final JsonMapper json;

  SealedFacts(JsonMapper json) {
    this.json = json;
  }

  byte[] seal(PayerTenant payer, InvoiceFacts facts) {
    return payer.seal(FACTS, json.writeValueAsString(facts).getBytes(StandardCharsets.UTF_8));
  }

  /** Empty before the invoice was verified. */
  Optional<InvoiceFacts> of(PayerTenant payer, Claim claim) {
    return Optional.ofNullable(claim.factsSealed())
        .map(sealed ->
            json.readValue(
                new String(payer.open(FACTS, sealed), StandardCharsets.UTF_8), InvoiceFacts.class));
  }
}

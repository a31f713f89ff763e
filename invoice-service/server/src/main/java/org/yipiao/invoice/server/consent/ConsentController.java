package org.yipiao.invoice.server.consent;

import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.ConsentedInvoice;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.PublicEndpoint;
import org.yipiao.platform.security.RequiresScope;

/** 授权: a person grants and takes back, a payer reads what it was granted. */
@RestController
@RequestMapping("/v1")
class ConsentController {

  private static final String ONE = "/consents/{consentId:[0-9a-f]{32}}";

  private final Consents consents;
  private final ConsentedReading reading;
  private final ConsentKeys keys;
  private final HttpProperties limits;

  ConsentController(
      Consents consents, ConsentedReading reading, ConsentKeys keys, HttpProperties limits) {
    this.consents = consents;
    this.reading = reading;
    this.keys = keys;
    this.limits = limits;
  }

  @PostMapping("/consents")
  @RequiresScope("consents.write")
  @ResponseStatus(HttpStatus.CREATED)
  ConsentView grant(@CurrentCaller Caller caller, @Valid @RequestBody GrantConsent request) {
    return consents.grant(caller, request);
  }

  @PostMapping(ONE + "/revocation")
  @RequiresScope("consents.write")
  ConsentView revoke(@CurrentCaller Caller caller, @PathVariable String consentId) {
    return consents.revoke(caller, consentId);
  }

  @GetMapping("/persons/{personId:[0-9a-f]{64}}/consents")
  @RequiresScope("invoices.read.person")
  ConsentPage ofPerson(
      @CurrentCaller Caller caller,
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit) {
    int size = Math.max(1, Math.min(limit, limits.maxPageSize()));
    return consents.page(caller, personId, ConsentPosition.parse(after), size);
  }

  @GetMapping(path = "/consent-keys", produces = "application/json")
  @PublicEndpoint("public halves of the keys that sign consents")
  String keys() {
    return keys.published();
  }

  @GetMapping(ONE + "/invoice")
  @RequiresScope("invoices.read")
  ConsentedInvoice invoice(
      @CurrentCaller Caller caller,
      @PathVariable String consentId,
      @RequestParam(required = false) @Nullable String claim) {
    return reading.invoice(caller, consentId, claim);
  }

  @GetMapping(path = ONE + "/bundle", produces = "application/json")
  @RequiresScope("invoices.read")
  byte[] bundle(
      @CurrentCaller Caller caller,
      @PathVariable String consentId,
      @RequestParam(required = false) @Nullable String claim) {
    return reading.bundle(caller, consentId, claim).encode();
  }
}

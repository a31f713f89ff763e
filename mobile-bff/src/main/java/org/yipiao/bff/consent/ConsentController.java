package org.yipiao.bff.consent;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentView;

/** The screen of consents. */
@RestController
class ConsentController {

  private final Consents consents;

  ConsentController(Consents consents) {
    this.consents = consents;
  }

  @GetMapping("/api/consents")
  ConsentPage consents(SignedIn who, @RequestParam(required = false) @Nullable String after) {
    return consents.page(who, after);
  }

  @PostMapping("/api/consents/{consentId:[0-9a-f]{32}}/revocation")
  ConsentView revoke(SignedIn who, @PathVariable String consentId) {
    return consents.revoke(who, consentId);
  }
}

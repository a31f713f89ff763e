package org.yipiao.bff.claim;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.limit.Limits;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.upstream.IdempotencyKey;
import org.yipiao.claims.api.PersonClaimPage;
import tools.jackson.databind.json.JsonMapper;

/** The screens of claims. */
@RestController
class ClaimController {

  private final ClaimOptions options;
  private final ClaimSubmission submission;
  private final ClaimScreens screens;
  private final Claims claims;
  private final Replays replays;
  private final Limits limits;
  private final JsonMapper json;

  ClaimController(
      ClaimOptions options,
      ClaimSubmission submission,
      ClaimScreens screens,
      Claims claims,
      Replays replays,
      Limits limits,
      JsonMapper json) {
    this.options = options;
    this.submission = submission;
    this.screens = screens;
    this.claims = claims;
    this.replays = replays;
    this.limits = limits;
    this.json = json;
  }

  @GetMapping("/api/invoices/{invoiceId:[0-9]{18}}/claim")
  ClaimOptions.ClaimChoice options(SignedIn who, @PathVariable String invoiceId) {
    return options.of(who, invoiceId);
  }

  @PostMapping("/api/claims")
  ResponseEntity<String> claim(
      SignedIn who,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String given,
      @Valid @RequestBody MakeClaim tap) {
    var key = IdempotencyKey.of(given);
    limits.claim(who.subject());
    var answer =
        replays.once(
            who.subject(),
            key,
            tap,
            () -> json.writeValueAsString(submission.submit(who, key, tap)));
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .contentType(MediaType.APPLICATION_JSON)
        .body(answer);
  }

  @GetMapping("/api/claims")
  PersonClaimPage claims(
      SignedIn who,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    return claims.page(who, after, limit);
  }

  @GetMapping("/api/claims/{claimId:[0-9a-f]{32}}")
  ClaimScreen claim(SignedIn who, @PathVariable String claimId) {
    return screens.of(who, claimId);
  }
}

package org.yipiao.bff.payer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.store.RandomText;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * The payers' page: what claims-service says to a member of staff is passed on as it is, and what
 * staff decide is passed to it. Whose claims these are, and who may decide, is in the token.
 */
@RestController
class PayerController {

  private static final String CLAIM = "{claimId:[0-9a-f]{32}}";
  private static final int LONGEST_KEY = 100;

  private final Upstream<ClaimsApi> service;

  PayerController(Upstream<ClaimsApi> service) {
    this.service = service;
  }

  @GetMapping("/payers/api/claims")
  ResponseEntity<byte[]> claims(
      SignedIn who,
      @RequestParam(required = false) @Pattern(regexp = "[A-Z_]{1,40}") @Nullable String status,
      @RequestParam(required = false) @Size(max = 200) @Nullable String after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    return page(who, "/v1/claims", status, after, limit);
  }

  @GetMapping("/payers/api/queue")
  ResponseEntity<byte[]> queue(
      SignedIn who,
      @RequestParam(required = false) @Size(max = 200) @Nullable String after,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    return page(who, "/v1/review-queue", null, after, limit);
  }

  private ResponseEntity<byte[]> page(
      SignedIn who, String path, @Nullable String status, @Nullable String after, int limit) {
    var address = UriComponentsBuilder.fromPath(path).queryParam("limit", limit);
    if (status == null && after == null) {
      return json(service.get(who, address.build().toUriString()));
    }
    if (status != null && after != null) {
      address.queryParam("status", "{status}").queryParam("after", "{after}");
      return json(service.get(who, address.build().toUriString(), status, after));
    }
    address.queryParam(status == null ? "after" : "status", "{value}");
    return json(service.get(who, address.build().toUriString(), status == null ? after : status));
  }

  @GetMapping("/payers/api/claims/" + CLAIM)
  ResponseEntity<byte[]> claim(SignedIn who, @PathVariable String claimId) {
    return json(service.get(who, "/v1/claims/{id}", claimId));
  }

  @PostMapping("/payers/api/claims/" + CLAIM + "/decisions")
  ResponseEntity<byte[]> decide(
      SignedIn who,
      @PathVariable String claimId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @RequestBody JsonNode decision) {
    if (!who.scopes().contains("claims.decide")) {
      throw new ProblemException(BffProblem.DECISION_NOT_ALLOWED);
    }
    return json(
        service.post(
            who, key(who, idempotencyKey), decision, "/v1/claims/{id}/decisions", claimId));
  }

  /** One client decides for all of a payer's staff: each member's keys are their own. */
  private static String key(SignedIn who, @Nullable String key) {
    if (key == null) {
      throw new ProblemException(
          PlatformProblem.IDEMPOTENCY_KEY_REQUIRED,
          List.of(FieldFault.of("#Idempotency-Key", PlatformReason.REQUIRED)));
    }
    if (!key.matches("[!-~]{1," + LONGEST_KEY + "}")) {
      throw new ProblemException(
          PlatformProblem.IDEMPOTENCY_KEY_INVALID,
          List.of(FieldFault.of("#Idempotency-Key", PlatformReason.NOT_VALID)),
          Integer.toString(LONGEST_KEY));
    }
    return RandomText.digest(who.subject() + " " + key);
  }

  private static ResponseEntity<byte[]> json(byte[] body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}

package org.yipiao.bff.payer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
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
import org.yipiao.bff.upstream.IdempotencyKey;
import org.yipiao.bff.upstream.Upstream;
import org.yipiao.claims.api.ClaimsApi;
import org.yipiao.platform.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * The payers' page: what claims-service says to a member of staff is passed on as it is, and what
 * staff decide is passed to it. Whose claims these are, and who may decide, is in the token.
 */
@RestController
class PayerController {

  private static final String CLAIM = "{claimId:[0-9a-f]{32}}";

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
    var given = new ArrayList<String>();
    if (status != null) {
      address.queryParam("status", "{status}");
      given.add(status);
    }
    if (after != null) {
      address.queryParam("after", "{after}");
      given.add(after);
    }
    return json(service.get(who, address.build().toUriString(), given.toArray()));
  }

  @GetMapping("/payers/api/claims/" + CLAIM)
  ResponseEntity<byte[]> claim(SignedIn who, @PathVariable String claimId) {
    return json(service.get(who, "/v1/claims/{id}", claimId));
  }

  @PostMapping("/payers/api/claims/" + CLAIM + "/decisions")
  ResponseEntity<byte[]> decide(
      SignedIn who,
      @PathVariable String claimId,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String given,
      @RequestBody JsonNode decision) {
    if (!who.scopes().contains("claims.decide")) {
      throw new ProblemException(BffProblem.DECISION_NOT_ALLOWED);
    }
    var key = IdempotencyKey.of(given).behind(who);
    return json(service.post(who, key, decision, "/v1/claims/{id}/decisions", claimId));
  }

  private static ResponseEntity<byte[]> json(byte[] body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}

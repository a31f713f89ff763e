package org.yipiao.bff.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.store.RandomText;
import org.yipiao.ledger.client.http.EpochPage;

/** Gives the present trust root to everybody, and what proves it to whoever has an older one. */
@RestController
class TrustController {

  /** After a change of validators what is newer does not verify under the one of before. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Trust trust;

  TrustController(Trust trust) {
    this.trust = trust;
  }

  @GetMapping("/api/trust")
  ResponseEntity<byte[]> trust() {
    byte[] file = trust.file();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .eTag('"' + RandomText.digest(new String(file, StandardCharsets.UTF_8)) + '"')
        .body(file);
  }

  /**
   * As a node's {@code GET /v1/epochs}: nothing of it is to be believed before it was verified.
   * Never older than the trust root that it is to prove.
   *
   * @param from the first epoch's number
   */
  @GetMapping("/api/trust/epochs")
  ResponseEntity<EpochPage> epochs(@RequestParam(defaultValue = "1") long from) {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(trust.epochs(from));
  }
}

package org.yipiao.bff.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.store.RandomText;

/** Gives the present trust root to everybody. */
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
}

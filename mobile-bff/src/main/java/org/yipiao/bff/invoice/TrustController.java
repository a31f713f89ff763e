package org.yipiao.bff.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.store.RandomText;

/** Gives the trust root to everybody. */
@RestController
class TrustController {

  private final Trust trust;
  private final String tag;

  TrustController(Trust trust) {
    this.trust = trust;
    this.tag = '"' + RandomText.digest(new String(trust.file(), StandardCharsets.UTF_8)) + '"';
  }

  @GetMapping("/api/trust")
  ResponseEntity<byte[]> trust() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .eTag(tag)
        .body(trust.file());
  }
}

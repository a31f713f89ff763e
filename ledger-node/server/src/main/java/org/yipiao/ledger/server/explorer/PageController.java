package org.yipiao.ledger.server.explorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.PublicEndpoint;

/** The page; places within it are behind the number sign, so there is one address. */
@RestController
@PublicEndpoint("The page holds nothing; what it shows it asks for.")
class PageController {

  private final Optional<String> page = read();

  private static Optional<String> read() {
    var file = new ClassPathResource("static/explorer/index.html");
    if (!file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(file.getContentAsString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the explorer's page cannot be read", e);
    }
  }

  /** Relative addresses in the page need the slash. */
  @GetMapping("/explorer")
  ResponseEntity<Void> withoutSlash() {
    return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
        .location(URI.create("/explorer/"))
        .build();
  }

  @GetMapping("/explorer/")
  ResponseEntity<String> page() {
    String html = page.orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noCache())
        .eTag('"' + Digest.sha256(html.getBytes(StandardCharsets.UTF_8)).hex() + '"')
        .body(html);
  }
}

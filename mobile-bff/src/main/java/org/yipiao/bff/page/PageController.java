package org.yipiao.bff.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.store.RandomText;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/** The three pages. The addresses within a page are its own; they all get that page. */
@RestController
class PageController {

  /** A page as it was built, with a tag of its content. */
  private record Page(String html, String tag) {

    static Optional<Page> read(String name) {
      var file = new ClassPathResource("static/" + name);
      if (!file.exists()) {
        return Optional.empty();
      }
      try {
        var html = file.getContentAsString(StandardCharsets.UTF_8);
        return Optional.of(new Page(html, '"' + RandomText.digest(html) + '"'));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the page " + name, e);
      }
    }
  }

  private final Optional<Page> app = Page.read("index.html");
  private final Optional<Page> verify = Page.read("verify.html");
  private final Optional<Page> payers = Page.read("payers.html");

  @GetMapping({
    "/",
    "/index.html",
    "/invoices",
    "/invoices/{*rest}",
    "/claims",
    "/claims/{*rest}",
    "/consents",
    "/link"
  })
  ResponseEntity<String> app() {
    return page(app);
  }

  @GetMapping({"/verify", "/verify.html"})
  ResponseEntity<String> verify() {
    return page(verify);
  }

  @GetMapping({"/payers", "/payers/{*rest}"})
  ResponseEntity<String> payers(@PathVariable(required = false) @Nullable String rest) {
    boolean isNoPage = rest != null && (rest.startsWith("/api/") || rest.startsWith("/login/"));
    return page(isNoPage ? Optional.empty() : payers);
  }

  private static ResponseEntity<String> page(Optional<Page> built) {
    var page = built.orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noCache())
        .eTag(page.tag())
        .body(page.html());
  }
}

package org.yipiao.authorization.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.security.PublicEndpoint;

/** What the pages of a sign-in look like. */
@RestController
@Conditional(SignInSwitch.On.class)
@PublicEndpoint("is the same for everybody")
class StyleController {

  private static final Set<String> FONTS =
      Set.of("zh-CN-400", "zh-CN-600", "zh-TW-400", "zh-TW-600");

  private final byte[] style = resource("sign-in.css");
  private final Map<String, byte[]> fonts =
      FONTS.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Function.identity(), name -> resource("sign-in-" + name + ".woff2")));

  private static byte[] resource(String name) {
    try {
      return new ClassPathResource(name, StyleController.class).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GetMapping(SignInPages.STYLE)
  ResponseEntity<byte[]> style() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(style);
  }

  /**
   * The characters of the pages' texts, which {@code font/subset.py} has made.
   *
   * @param name language and weight, {@code zh-CN-400}
   */
  @GetMapping(SignInPages.FONTS + "/{name}.woff2")
  ResponseEntity<byte[]> font(@PathVariable String name) {
    var font = fonts.get(name);
    return font == null
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok()
            .contentType(new MediaType("font", "woff2"))
            .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
            .body(font);
  }
}

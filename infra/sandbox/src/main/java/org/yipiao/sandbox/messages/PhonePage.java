package org.yipiao.sandbox.messages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.security.PublicEndpoint;
import org.yipiao.sandbox.phone.PhoneNumber;

/** Any phone of the sandbox, as far as it sends messages to the platform. */
@RestController
class PhonePage {

  static final String PATH = "/messages/incoming";

  /** What a browser says of a request that no other site's page has made. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final IncomingMessages messages;
  private final PageFrame frame;

  PhonePage(IncomingMessages messages, PageFrame frame) {
    this.messages = messages;
    this.frame = frame;
  }

  /** A form that is filled in as a phone's owner would write. */
  @GetMapping(PATH)
  @PublicEndpoint("answers its own machine alone, and all phones are made up")
  ResponseEntity<String> page(HttpServletRequest request) {
    PageFrame.requireLocal(request);
    var language = ProblemTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    var form =
        """
        <form method="post" action="%s">
        <label for="from">%s</label>
        <input id="from" name="from" inputmode="tel" maxlength="14" required>
        <label for="text">%s</label>
        <input id="text" name="text" maxlength="500" required>
        <button type="submit">%s</button>
        </form>
        <p><a href="/messages">%s</a></p>
        """
            .formatted(
                PATH,
                frame.text("from", language),
                frame.text("text", language),
                frame.text("send", language),
                frame.text("to-messages", language));
    return frame.page(language, "'self'", "", form);
  }

  /** A phone sends a message; then the form is there again. */
  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  @PublicEndpoint("takes what a browser on its own machine enters, for phones that are made up")
  ResponseEntity<Void> send(
      HttpServletRequest request,
      @RequestParam @Pattern(regexp = PhoneNumber.FORM) String from,
      @RequestParam @NotBlank @Size(max = 500) String text) {
    PageFrame.requireLocal(request);
    if (!isOfThisPage(request)) {
      throw new ProblemException(PlatformProblem.FORBIDDEN);
    }
    messages.receive(PhoneNumber.of(from), text);
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(PATH)).build();
  }

  /** A page of another site, in a browser on this machine, is no phone. */
  private static boolean isOfThisPage(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return (site == null || OWN_SITES.contains(site))
        && (origin == null || origin.equals("http://" + request.getHeader(HttpHeaders.HOST)));
  }
}

package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.authorization.signin.SignInPages.Alert;
import org.yipiao.authorization.signin.SignInPages.Reader;
import org.yipiao.authorization.store.StoreUnavailableException;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.security.PublicEndpoint;

/** The forms of a sign-in. Each belongs to a session that began with a client's request. */
@RestController
@Conditional(SignInSwitch.On.class)
@PublicEndpoint("whoever signs in has nothing yet to prove themselves with")
class SignInController {

  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final int INVALID = HttpStatus.UNPROCESSABLE_CONTENT.value();

  private final SignIn signIn;
  private final SignInPages pages;
  private final SignInTexts texts;
  private final KnownDevices devices;
  private final SignInCookies cookies;
  private final ClientAddress clients;
  private final long codeMinutes;
  private final byte[] style;

  SignInController(
      SignIn signIn,
      SignInPages pages,
      SignInTexts texts,
      KnownDevices devices,
      SignInCookies cookies,
      ClientAddress clients,
      SignInProperties settings)
      throws IOException {
    this.signIn = signIn;
    this.pages = pages;
    this.texts = texts;
    this.devices = devices;
    this.cookies = cookies;
    this.clients = clients;
    this.codeMinutes = SignInConfiguration.minutes(settings.codeLife());
    this.style =
        new ClassPathResource("sign-in.css", SignInController.class).getContentAsByteArray();
  }

  @GetMapping(SignInPages.STYLE)
  ResponseEntity<byte[]> style() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(style);
  }

  @GetMapping(SignInPages.SIGN_IN)
  ResponseEntity<String> phone(HttpServletRequest request) {
    return reader(request)
        .map(reader -> pages.phone(reader, null, Optional.empty()))
        .orElseGet(() -> over(request))
        .answer();
  }

  @PostMapping(SignInPages.SEND_CODE)
  ResponseEntity<String> sendCode(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String phone) {
    var reader = reader(request);
    if (reader.isEmpty()) {
      return over(request).answer();
    }
    var number = PhoneNumber.parse(phone);
    if (number.isEmpty()) {
      var entered = phone != null && phone.length() <= PhoneNumber.LONGEST_ENTRY ? phone : null;
      return pages
          .phone(reader.get(), entered, Optional.of(Alert.of(INVALID, "phone.invalid")))
          .answer();
    }
    return sendCode(request, reader.get(), number.get()).answer();
  }

  private Page sendCode(HttpServletRequest request, Reader reader, PhoneNumber phone) {
    var language = reader.language();
    var asked =
        signIn.ask(
            phone,
            clients.of(request),
            device(request),
            code -> texts.text(language, "message", code, codeMinutes));
    return switch (asked) {
      case SignIn.Opened opened -> {
        reader.session().challenge(opened.challenge());
        yield pages.code(reader, Optional.empty());
      }
      case SignIn.TooMany _ ->
          pages.phone(
              reader,
              null,
              Optional.of(Alert.of(HttpStatus.TOO_MANY_REQUESTS.value(), "phone.too-many")));
      case SignIn.Busy _ ->
          pages.phone(
              reader,
              null,
              Optional.of(Alert.of(HttpStatus.SERVICE_UNAVAILABLE.value(), "phone.busy")));
    };
  }

  @PostMapping(SignInPages.SIGN_IN)
  ResponseEntity<String> signIn(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String code) {
    var found = reader(request);
    if (found.isEmpty()) {
      return over(request).answer();
    }
    var reader = found.get();
    var challenge = reader.session().challenge();
    if (challenge.isEmpty()) {
      return ended(reader).answer();
    }
    var entered = code == null ? "" : code.replace(" ", "");
    if (!CODE.matcher(entered).matches()) {
      return pages.code(reader, Optional.of(Alert.of(INVALID, "code.malformed"))).answer();
    }
    return switch (signIn.check(challenge.get(), entered)) {
      case OneTimeCodes.Accepted accepted -> {
        var cookie = cookies.device(devices.write(device(request), accepted.phoneTag()));
        reader.session().signIn(request, accepted.person());
        yield goOn(reader.session(), cookie);
      }
      case OneTimeCodes.Wrong wrong ->
          pages
              .code(reader, Optional.of(Alert.of(INVALID, "code.wrong", wrong.guessesLeft())))
              .answer();
      case OneTimeCodes.Ended _ -> ended(reader).answer();
    };
  }

  private Optional<KnownDevices.Device> device(HttpServletRequest request) {
    return devices.read(cookies.device(request));
  }

  private Page ended(Reader reader) {
    reader.session().endChallenge();
    return pages.phone(reader, null, Optional.of(Alert.of(INVALID, "code.ended")));
  }

  private static ResponseEntity<String> goOn(SignInSession session, ResponseCookie device) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, device.toString())
        .location(
            URI.create(
                "/oauth2/authorize?client_id="
                    + URLEncoder.encode(session.client(), StandardCharsets.UTF_8)
                    + "&request_uri="
                    + URLEncoder.encode(session.requestUri(), StandardCharsets.UTF_8)))
        .build();
  }

  @ExceptionHandler(StoreUnavailableException.class)
  ResponseEntity<String> unavailable(HttpServletRequest request) {
    return pages
        .notice(HttpStatus.SERVICE_UNAVAILABLE.value(), language(request), "unavailable")
        .answer();
  }

  private static Optional<Reader> reader(HttpServletRequest request) {
    return SignInSession.of(request)
        .map(session -> new Reader(language(request), session, csrf(request)));
  }

  private static String csrf(HttpServletRequest request) {
    var token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    return Objects.requireNonNull(token).getToken();
  }

  private static Locale language(HttpServletRequest request) {
    return SignInTexts.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }

  private Page over(HttpServletRequest request) {
    return pages.notice(HttpStatus.BAD_REQUEST.value(), language(request), "over");
  }
}

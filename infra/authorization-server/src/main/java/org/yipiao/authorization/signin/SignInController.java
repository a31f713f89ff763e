package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
  private static final int TOO_MANY = HttpStatus.TOO_MANY_REQUESTS.value();

  private final SignIn signIn;
  private final SignInPages pages;
  private final OwnMessagePage ownMessages;
  private final SignInTexts texts;
  private final Readers readers;
  private final Arrival arrival;
  private final ClientAddress clients;
  private final long codeMinutes;

  SignInController(
      SignIn signIn,
      SignInPages pages,
      OwnMessagePage ownMessages,
      SignInTexts texts,
      Readers readers,
      Arrival arrival,
      ClientAddress clients,
      SignInProperties settings) {
    this.signIn = signIn;
    this.pages = pages;
    this.ownMessages = ownMessages;
    this.texts = texts;
    this.readers = readers;
    this.arrival = arrival;
    this.clients = clients;
    this.codeMinutes = SignInConfiguration.minutes(settings.codeLife());
  }

  @GetMapping(SignInPages.SIGN_IN)
  ResponseEntity<String> phone(HttpServletRequest request) {
    return readers
        .of(request)
        .map(reader -> pages.phone(reader, null, Optional.empty()))
        .orElseGet(() -> readers.over(request))
        .answer();
  }

  @PostMapping(SignInPages.SEND_CODE)
  ResponseEntity<String> sendCode(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String phone) {
    var reader = readers.of(request);
    if (reader.isEmpty()) {
      return readers.over(request).answer();
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
            reader.kind(),
            phone,
            reader.asker(clients.of(request)),
            arrival.device(request),
            code -> texts.toPhone(phone, language, "message", code, codeMinutes));
    return switch (asked) {
      case SignIn.Opened opened -> {
        reader.session().challenge(opened.challenge());
        yield pages.code(reader, Optional.empty());
      }
      case SignIn.TooMany tooMany ->
          tooMany
              .instead()
              .map(own -> ownMessages.begin(reader, own, Alert.of(TOO_MANY, "phone.too-many-own")))
              .orElseGet(() ->
                  pages.phone(reader, null, Optional.of(Alert.of(TOO_MANY, "phone.too-many"))));
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
    var found = readers.of(request);
    if (found.isEmpty()) {
      return readers.over(request).answer();
    }
    var reader = found.get();
    var challenge = reader.session().challenge();
    if (challenge.isEmpty()) {
      return pages.ended(reader, "code.ended").answer();
    }
    var entered = code == null ? "" : code.replace(" ", "");
    if (!CODE.matcher(entered).matches()) {
      return pages.code(reader, Optional.of(Alert.of(INVALID, "code.malformed"))).answer();
    }
    var device = arrival.device(request);
    return switch (signIn.enter(challenge.get(), entered, clients.of(request), device)) {
      case SignIn.TooManyWrong _ ->
          pages.code(reader, Optional.of(Alert.of(TOO_MANY, "code.too-many"))).answer();
      case SignIn.TooManyForThePhone _ ->
          pages.code(reader, Optional.of(Alert.of(TOO_MANY, "code.too-many-phone"))).answer();
      case SignIn.Checked checked -> answer(request, reader, checked.check());
    };
  }

  private ResponseEntity<String> answer(
      HttpServletRequest request, Reader reader, OneTimeCodes.Check check) {
    return switch (check) {
      case OneTimeCodes.Accepted accepted ->
          arrival.of(request, reader.session(), accepted.subject(), accepted.phoneTag());
      case OneTimeCodes.Wrong wrong ->
          pages
              .code(reader, Optional.of(Alert.of(INVALID, "code.wrong", wrong.guessesLeft())))
              .answer();
      case OneTimeCodes.Ended _ -> pages.ended(reader, "code.ended").answer();
    };
  }

  @ExceptionHandler(StoreUnavailableException.class)
  ResponseEntity<String> unavailable(HttpServletRequest request) {
    return readers.unavailable(request).answer();
  }
}

package org.yipiao.authorization.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.authorization.signin.SignInPages.Alert;
import org.yipiao.authorization.signin.SignInPages.Reader;
import org.yipiao.authorization.store.StoreUnavailableException;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.security.PublicEndpoint;

/** The forms of somebody who sends a message themselves, because no code reaches them. */
@RestController
@Conditional(SignInSwitch.On.class)
@PublicEndpoint("whoever signs in has nothing yet to prove themselves with")
class OwnMessageController {

  private final SignIn signIn;
  private final SignInPages pages;
  private final OwnMessagePage ownMessages;
  private final SignInTexts texts;
  private final SignInKey key;
  private final Readers readers;
  private final Arrival arrival;
  private final ClientAddress clients;

  OwnMessageController(
      SignIn signIn,
      SignInPages pages,
      OwnMessagePage ownMessages,
      SignInTexts texts,
      SignInKey key,
      Readers readers,
      Arrival arrival,
      ClientAddress clients) {
    this.signIn = signIn;
    this.pages = pages;
    this.ownMessages = ownMessages;
    this.texts = texts;
    this.key = key;
    this.readers = readers;
    this.arrival = arrival;
    this.clients = clients;
  }

  /** In the place of the code that was asked for. */
  @PostMapping(SignInPages.OWN_MESSAGE)
  ResponseEntity<String> begin(HttpServletRequest request) {
    return readers
        .of(request)
        .map(reader -> begin(request, reader))
        .orElseGet(() -> readers.over(request))
        .answer();
  }

  private Page begin(HttpServletRequest request, Reader reader) {
    return reader
        .session()
        .challenge()
        .flatMap(challenge -> signIn.insteadOf(challenge, reader.asker(clients.of(request))))
        .map(own -> ownMessages.begin(reader, own, Optional.empty()))
        .orElseGet(() -> pages.ended(reader, "own.over"));
  }

  @PostMapping(SignInPages.OWN_MESSAGE_SENT)
  ResponseEntity<String> sent(HttpServletRequest request) {
    var found = readers.of(request);
    if (found.isEmpty()) {
      return readers.over(request).answer();
    }
    var reader = found.get();
    var name = reader.session().ownMessage();
    if (name.isEmpty()) {
      return pages.ended(reader, "own.over").answer();
    }
    var look =
        signIn.look(
            name.get(),
            reader.kind(),
            phone -> texts.toPhone(phone, reader.language(), "own.notice"));
    return switch (look) {
      case OwnMessages.Came came ->
          arrival.of(request, reader.session(), came.subject(), key.tag(came.phone()));
      case OwnMessages.NotYet(OwnMessages.Opened opened) ->
          again(reader, opened, HttpStatus.OK, "own.not-yet");
      case OwnMessages.Busy(OwnMessages.Opened opened) ->
          again(reader, opened, HttpStatus.SERVICE_UNAVAILABLE, "own.busy");
      case OwnMessages.Over _ -> pages.ended(reader, "own.over").answer();
    };
  }

  private ResponseEntity<String> again(
      Reader reader, OwnMessages.Opened opened, HttpStatus status, String alert) {
    return ownMessages.page(reader, opened, Optional.of(Alert.of(status.value(), alert))).answer();
  }

  @ExceptionHandler(StoreUnavailableException.class)
  ResponseEntity<String> unavailable(HttpServletRequest request) {
    return readers.unavailable(request).answer();
  }
}

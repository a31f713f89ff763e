package org.yipiao.bff.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.limit.Limits;
import org.yipiao.bff.store.StoreUnavailableException;
import org.yipiao.platform.http.ClientAddress;

/** Signing in and out, in both realms alike. */
@RestController
class SignInController {

  /**
   * @param language of the pages on the way
   */
  record BeginSignIn(@NotNull @Pattern(regexp = "zh-CN|zh-TW|en") String language) {}

  /**
   * @param location where the browser goes on
   */
  record SignInBegun(String location) {}

  /**
   * @param serverTime seconds since 1970
   */
  record SessionView(boolean signedIn, long serverTime) {}

  /**
   * Of a member of a payer's staff.
   *
   * @param serverTime seconds since 1970
   */
  record StaffSessionView(
      boolean signedIn,
      long serverTime,
      @Nullable String tenant,
      @Nullable String staffId,
      boolean canDecide) {}

  private final Realms realms;
  private final Limits limits;
  private final ClientAddress clients;
  private final InstantSource time;

  SignInController(Realms realms, Limits limits, ClientAddress clients, InstantSource time) {
    this.realms = realms;
    this.limits = limits;
    this.clients = clients;
    this.time = time;
  }

  @PostMapping({"/api/sign-in", "/payers/api/sign-in"})
  SignInBegun begin(
      @Valid @RequestBody BeginSignIn begin,
      @RequestAttribute(SessionGate.THUMBPRINT) String jkt,
      HttpServletRequest request,
      HttpServletResponse response) {
    var realm = realms.at(request.getRequestURI());
    limits.signIn(clients.of(request));
    var begun = realm.signIn().begin(jkt, begin.language());
    realm.cookies().setAttempt(response, begun.cookie());
    return new SignInBegun(begun.location());
  }

  /** The browser comes back; where it goes from here is fixed, whatever the address says. */
  @GetMapping({"/login/callback", "/payers/login/callback"})
  ResponseEntity<Void> callback(HttpServletRequest request, HttpServletResponse response) {
    var realm = realms.at(request.getRequestURI());
    var outcome = outcome(realm, request);
    var home = realm.realm().home();
    if (outcome instanceof SignInOutcome.Failed(SignInRefusal refusal)) {
      return seeOther(home + "?problem=" + refusal.name());
    }
    // Phones are shared: who was signed in on this one before is not any more.
    realm.sessions().endOf(realm.cookies().session(request));
    realm.cookies().clearAttempt(response);
    realm.cookies().setSession(response, ((SignInOutcome.Began) outcome).cookie());
    return seeOther(home);
  }

  private static SignInOutcome outcome(SignedInRealm realm, HttpServletRequest request) {
    try {
      return realm
          .signIn()
          .finish(realm.cookies().attempt(request), AuthorizationResponse.of(request));
    } catch (StoreUnavailableException e) {
      return new SignInOutcome.Failed(SignInRefusal.TEMPORARILY_UNAVAILABLE);
    }
  }

  private static ResponseEntity<Void> seeOther(String path) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, path).build();
  }

  @GetMapping("/api/session")
  SessionView session(
      @RequestAttribute(name = SessionGate.SIGNED_IN, required = false) @Nullable SignedIn who) {
    return new SessionView(who != null, time.instant().getEpochSecond());
  }

  @GetMapping("/payers/api/session")
  StaffSessionView staffSession(
      @RequestAttribute(name = SessionGate.SIGNED_IN, required = false) @Nullable SignedIn who) {
    return new StaffSessionView(
        who != null,
        time.instant().getEpochSecond(),
        who == null ? null : who.tenant().orElse(null),
        who == null ? null : who.subject(),
        who != null && who.scopes().contains("claims.decide"));
  }

  @PostMapping({"/api/sign-out", "/payers/api/sign-out"})
  ResponseEntity<Void> signOut(
      SignedIn who, HttpServletRequest request, HttpServletResponse response) {
    realms.at(request.getRequestURI()).cookies().clearSession(response);
    who.signOut();
    return ResponseEntity.noContent().build();
  }

  /** Puts everybody out who is signed in as this person, on whatever browser. */
  @PostMapping({"/api/sign-out-everywhere", "/payers/api/sign-out-everywhere"})
  ResponseEntity<Void> signOutEverywhere(
      SignedIn who, HttpServletRequest request, HttpServletResponse response) {
    who.signOutEverywhere();
    realms.at(request.getRequestURI()).cookies().clearSession(response);
    return ResponseEntity.noContent().build();
  }
}

package org.yipiao.bff.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.bff.store.StoreUnavailableException;

/**
 * Lets a call through to its handler only with the cookie of a session and a proof by the key to
 * which that session is bound, from a page of this site: a cookie alone, stolen or sent along by
 * another site's page, opens nothing. Four calls need no session.
 */
final class SessionGate extends OncePerRequestFilter {

  /** Request attribute that holds the {@link SignedIn}. */
  static final String SIGNED_IN = "org.yipiao.bff.session.SignedIn";

  /** Request attribute that holds the thumbprint of the key that begins a sign-in. */
  static final String THUMBPRINT = SIGNED_IN + ".jkt";

  private static final String SITE = "Sec-Fetch-Site";
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /** What is for everybody. */
  private static final Set<String> PUBLIC = Set.of("/api/trust", "/api/trust/epochs");

  private final Realms realms;
  private final Proofs proofs;
  private final GateAnswers answers;
  private final String origin;

  SessionGate(Realms realms, Proofs proofs, GateAnswers answers, String origin) {
    this.realms = realms;
    this.proofs = proofs;
    this.answers = answers;
    this.origin = origin;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = request.getRequestURI();
    // No address of ours needs another spelling, and a spelling must not lead past the gate.
    if (path.contains("%") || path.contains(";") || path.contains("//") || path.contains("\\")) {
      answers.notFound(request, response);
      return;
    }
    var realm = realms.calledAt(path);
    if (realms.isLeftOut(path)) {
      // There is no such realm here.
      answers.notFound(request, response);
      return;
    }
    if (realm.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    if (isFromElsewhere(request)) {
      answers.crossSite(request, response);
      return;
    }
    try {
      if (admits(realm.get(), request, response)) {
        chain.doFilter(request, response);
      }
    } catch (StoreUnavailableException e) {
      answers.unavailable(request, response);
    }
  }

  private boolean isFromElsewhere(HttpServletRequest request) {
    var site = request.getHeader(SITE);
    var from = request.getHeader(HttpHeaders.ORIGIN);
    return (site != null && !OWN_SITES.contains(site)) || (from != null && !from.equals(origin));
  }

  private boolean admits(
      SignedInRealm realm, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var path = request.getRequestURI();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (reads && PUBLIC.contains(path)) {
      return true;
    }
    if (request.getMethod().equals("POST") && path.equals(realm.realm().signInPath())) {
      return admitsToSignIn(request, response);
    }
    boolean asksWhether = reads && path.equals(realm.realm().sessionPath());
    var session =
        realm
            .sessions()
            .find(realm.cookies().session(request), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    if (session.isEmpty()) {
      if (!asksWhether) {
        realm.cookies().clearSession(response);
        answers.signInNeeded(request, response);
      }
      return asksWhether;
    }
    var proof = proofs.of(request);
    if (proof instanceof Proof.Made made
        && made.jkt().equals(session.get().jkt())
        && proofs.use(made)) {
      session.get().keepAlive();
      request.setAttribute(SIGNED_IN, session.get());
      return true;
    }
    if (!asksWhether) {
      refuse(proof, request, response);
    }
    return asksWhether;
  }

  /** Whoever begins shows the key to which the session will be bound. */
  private boolean admitsToSignIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var proof = proofs.of(request);
    if (proof instanceof Proof.Made made && proofs.use(made)) {
      request.setAttribute(THUMBPRINT, made.jkt());
      return true;
    }
    refuse(proof, request, response);
    return false;
  }

  private void refuse(Proof proof, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (proof) {
      case Proof.Missing() -> answers.bindingNeeded(request, response);
      case Proof.Made _, Proof.Unsound() -> answers.bindingRefused(request, response);
    }
  }
}

package org.yipiao.edge.route;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.yipiao.edge.limit.RequestClass;

/** Every way through the door; the first that fits is taken, and there is no other. */
final class RouteTable {

  private static final int KIB = 1024;

  /** A call of a page: forms of people. */
  private static final int CALL_BYTES = 64 * KIB;

  private static final int SIGN_IN_BYTES = 16 * KIB;

  /** Five elements of an invoice. */
  private static final int VERIFICATION_BYTES = 4 * KIB;

  /** What claims-service takes itself. */
  private static final int PAYER_BYTES = 1024 * KIB;

  /** What a gateway takes itself: 300 bills. */
  private static final int HOSPITAL_BYTES = 8 * 1024 * KIB;

  static final List<Route> ROUTES =
      List.of(
          Route.reading(
              "app",
              Destination.BFF,
              Patience.PAGES,
              "/",
              "/index.html",
              "/assets/**",
              "/fonts/**",
              "/icons/**",
              "/sw.js",
              "/manifest.webmanifest",
              "/invoices/**",
              "/claims/**",
              "/consents",
              "/link"),
          Route.reading(
                  "app-sign-in",
                  Destination.BFF,
                  Patience.CALLS,
                  "/api/sign-in",
                  "/payers/api/sign-in")
              .taking(SIGN_IN_BYTES, POST)
              .countedAs(RequestClass.SIGN_IN),
          Route.reading(
                  "app-callback", Destination.BFF, Patience.CALLS, "/login/**", "/payers/login/**")
              .countedAs(RequestClass.SIGN_IN),
          Route.reading("app-calls", Destination.BFF, Patience.CALLS, "/api/**")
              .taking(CALL_BYTES, GET, HEAD, POST),
          Route.reading("payers-page", Destination.BFF, Patience.CALLS, "/payers/**")
              .taking(CALL_BYTES, GET, HEAD, POST),
          Route.reading(
              "verification-page", Destination.BFF, Patience.PAGES, "/verify", "/verify/assets/**"),
          Route.reading("trust", Destination.BFF, Patience.PAGES, "/verify/api/trust")
              .to(new TargetPath.Fixed("/api/trust")),
          Route.reading("epochs", Destination.BFF, Patience.CALLS, "/verify/api/trust/epochs")
              .to(new TargetPath.Fixed("/api/trust/epochs")),
          Route.reading(
                  "verification", Destination.INVOICES, Patience.PAGES, "/verify/api/verifications")
              .taking(VERIFICATION_BYTES, POST)
              .to(new TargetPath.Fixed("/v1/verifications"))
              .countedAs(RequestClass.VERIFICATION),
          Route.reading("sign-in", Destination.AUTHORIZATION, Patience.CALLS, "/sign-in/**")
              .taking(SIGN_IN_BYTES, GET, HEAD, POST)
              .countedAs(RequestClass.SIGN_IN),
          Route.reading("authorize", Destination.AUTHORIZATION, Patience.CALLS, "/oauth2/authorize")
              .countedAs(RequestClass.SIGN_IN),
          Route.reading("oauth", Destination.AUTHORIZATION, Patience.CALLS, "/oauth2/**")
              .taking(SIGN_IN_BYTES, GET, HEAD, POST),
          Route.reading("metadata", Destination.AUTHORIZATION, Patience.CALLS, "/.well-known/**"),
          Route.reading(
                  "hospital", Destination.HOSPITAL, Patience.PROGRAMS, "/hospitals/{tenant}/v1/**")
              .taking(HOSPITAL_BYTES, GET, HEAD, POST)
              .to(new TargetPath.Without(2)),
          Route.reading("payer", Destination.CLAIMS, Patience.PROGRAMS, "/payers-api/v1/**")
              .taking(PAYER_BYTES, GET, HEAD, POST, PUT)
              .to(new TargetPath.Without(1)));

  private RouteTable() {}
}

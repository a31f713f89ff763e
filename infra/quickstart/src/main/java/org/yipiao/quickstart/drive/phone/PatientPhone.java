package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.drive.RefusedException;
import tools.jackson.databind.JsonNode;

/**
 * What a patient does with the app in the phone's browser: signs in with a code, looks at the
 * invoices, claims one, and watches the claim. All of it over the public door, as the page's own
 * script would do it. Safe for many threads once signed in.
 */
public final class PatientPhone implements AutoCloseable {

  /** What the screen showed before may be shown for half a minute. */
  private static final Duration LISTED_WITHIN = Duration.ofSeconds(45);

  private static final long PAUSE_MILLIS = 200;
  private static final int MOST_PROBLEM_BYTES = 64 << 10;
  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;
  private final boolean own;
  private final PhoneBrowser browser;
  private final SentCodes codes;
  private final String number;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param door where the platform's public door answers
   * @param origin what browsers know the door by
   * @param number of the phone, 11 digits
   * @param codes where the phone's messages are read
   */
  public PatientPhone(URI door, String origin, String number, SentCodes codes) {
    this(PhoneBrowser.connections(), true, door, origin, number, codes);
  }

  /** One of many phones whose calls are carried by the same client, which stays open. */
  public PatientPhone(HttpClient http, URI door, String origin, String number, SentCodes codes) {
    this(http, false, door, origin, number, codes);
  }

  private PatientPhone(
      HttpClient http, boolean own, URI door, String origin, String number, SentCodes codes) {
    this.http = http;
    this.own = own;
    this.browser = new PhoneBrowser(http, door, origin);
    this.number = number;
    this.codes = codes;
  }

  /** What carries the calls of phones. */
  public static HttpClient connections() {
    return PhoneBrowser.connections();
  }

  /** Signs in through the pages of the authorization server and comes back to the app. */
  public void signIn() throws IOException {
    JsonNode begun =
        PayerDesk.require(
            browser.post("/api/sign-in", Map.of("language", "zh-CN"), Map.of()), "begin a sign-in");
    Set<String> known = codes.idsOf(number);
    PhoneBrowser.Page page = browser.open(begun.path("location").asString());
    SignInForm asksForPhone = SignInForm.asking("phone", page.text());
    page = browser.submit(asksForPhone.action(), asksForPhone.filled("phone", number));
    SignInForm asksForCode = SignInForm.asking("code", page.text());
    String code = codes.next(number, known);
    page = browser.submit(asksForCode.action(), asksForCode.filled("code", code));
    if (page.status() != OK || !page.path().equals("/")) {
      throw new IOException(
          "the sign-in ended at %s with %d".formatted(page.path().split("&", 2)[0], page.status()));
    }
  }

  /** The first screen: invoices, claims and coverages. */
  public JsonNode home() throws IOException {
    return PayerDesk.require(browser.get("/api/home"), "open the app");
  }

  /** The first screen once it lists an invoice as final: only then can it be claimed on. */
  public JsonNode homeWith(InvoiceId invoice) throws IOException {
    long deadline = System.nanoTime() + LISTED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode home = home();
      for (JsonNode item : home.path("invoices").path("value").path("items")) {
        if (item.path("invoiceId").asString("").equals(invoice.toString())
            && item.path("state").asString("").equals("FINAL")) {
          return home;
        }
      }
      pause();
    }
    throw new IOException("the app does not list invoice %s as final".formatted(invoice));
  }

  /** The screen of one invoice on which a payer is chosen. */
  public JsonNode claimScreen(InvoiceId invoice) throws IOException {
    return PayerDesk.require(
        browser.get("/api/invoices/" + invoice + "/claim"), "open the claim's screen");
  }

  /**
   * Consents to what the screen says and claims.
   *
   * @throws IOException when the payer is not among those that the screen offers, or refuses
   */
  public ClaimId claim(InvoiceId invoice, String payer, String policy) throws IOException {
    return submit(prepare(invoice, payer, policy));
  }

  /**
   * What the button would send: with ids of its own, so that it can be sent again unchanged.
   *
   * @throws IOException when the payer is not among those that the screen offers
   */
  public PreparedClaim prepare(InvoiceId invoice, String payer, String policy) throws IOException {
    for (JsonNode option : claimScreen(invoice).path("options")) {
      if (option.path("payer").asString("").equals(payer)
          && option.path("policy").asString("").equals(policy)) {
        return prepare(invoice, option);
      }
    }
    throw new IOException("the app offers no claim at %s for invoice %s".formatted(payer, invoice));
  }

  private PreparedClaim prepare(InvoiceId invoice, JsonNode option) {
    ClaimId claim = ClaimId.random(random);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("claimId", claim.value());
    body.put("consentId", id());
    body.put("invoiceId", invoice.toString());
    body.put("payer", option.path("payer"));
    body.put("policy", option.path("policy"));
    body.put("fields", option.path("consent").path("fields"));
    body.put("expiresAt", option.path("consent").path("expiresAt"));
    return new PreparedClaim(claim, body);
  }

  /** Consents and claims; the same any number of times is one claim. */
  public ClaimId submit(PreparedClaim prepared) throws IOException {
    PayerDesk.require(
        browser.post(
            "/api/claims", prepared.body(), Map.of("Idempotency-Key", prepared.claim().value())),
        "claim at " + prepared.body().get("payer"));
    return prepared.claim();
  }

  /** The claim, its invoice and, once paid, its receipt. */
  public JsonNode claimed(ClaimId claim) throws IOException {
    return PayerDesk.require(browser.get("/api/claims/" + claim), "open claim " + claim);
  }

  /**
   * Opens the first screen as {@link #home} does, and looks at nothing but the status.
   *
   * @return how long the answer took
   */
  public Duration openHome() throws IOException {
    return browser.fetch("/api/home");
  }

  /**
   * Listens to what changes of the person's things.
   *
   * @param streams carries the stream; the stream ends with it
   * @param listener is told of each event, the first of which says that the stream is open
   * @return the status of the answer once the stream has ended
   */
  public CompletableFuture<Integer> listen(HttpClient streams, Consumer<PersonEvent> listener) {
    return browser
        .listen(streams, "/api/events?age=0", new PersonEvents(listener))
        .thenApply(HttpResponse::statusCode);
  }

  /**
   * Watches the claim until a step is the one that is waited for, or its last; a stream that breaks
   * off is taken up where it was left.
   *
   * @param last told of each step once, in their order; says whether to stop
   * @return whether that step, or the end, came in time
   */
  public boolean watch(ClaimId claim, Predicate<ClaimStep> last, Duration atMost)
      throws IOException {
    long deadline = System.nanoTime() + atMost.toNanos();
    var seen = new AtomicLong();
    for (Duration left = atMost;
        left.isPositive();
        left = Duration.ofNanos(deadline - System.nanoTime())) {
      if (isOver(claim, seen, last, left)) {
        return true;
      }
      pause();
    }
    return false;
  }

  private boolean isOver(ClaimId claim, AtomicLong seen, Predicate<ClaimStep> last, Duration atMost)
      throws IOException {
    try {
      return events(claim, seen.get())
          .follow(
              step -> {
                seen.set(step.n());
                return last.test(step);
              },
              atMost);
    } catch (ConnectException _) {
      // The door is away for a moment.
      return false;
    } catch (RefusedException refused) {
      // What is away or busy may be asked again; any other refusal is final.
      if (refused.status() != TOO_MANY && refused.status() < SERVER_ERROR) {
        throw refused;
      }
      return false;
    }
  }

  /**
   * Opens the stream of a claim's steps, which is to be followed then.
   *
   * @param after the last step that was seen; 0 for all
   */
  public ClaimEvents events(ClaimId claim, long after) throws IOException {
    HttpResponse<InputStream> answer = browser.events("/api/claims/" + claim + "/events", after);
    if (answer.statusCode() != OK) {
      try (InputStream body = answer.body()) {
        String text = new String(body.readNBytes(MOST_PROBLEM_BYTES), StandardCharsets.UTF_8);
        PayerDesk.require(
            new JsonHttp.Answer(answer.statusCode(), PhoneBrowser.parse(text), text),
            "watch claim " + claim);
      }
    }
    return new ClaimEvents(answer.body());
  }

  /** 32 hexadecimal digits. */
  private String id() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while watching a claim", e);
    }
  }

  @Override
  public void close() {
    if (own) {
      http.close();
    }
  }
}

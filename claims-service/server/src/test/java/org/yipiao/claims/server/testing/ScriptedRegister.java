package org.yipiao.claims.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.verification.RegisterClient;
import org.yipiao.claims.server.verification.RegisterVerification;
import org.yipiao.invoice.api.ConsentedInvoice;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.databind.json.JsonMapper;

/** A register over HTTP that holds real bundles, and says what the test wants it to. */
public final class ScriptedRegister implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What it does with a request; status 0 stands for the answer it should give. */
  public volatile int statusAnswer;

  public volatile int bundleAnswer;
  public volatile InvoiceState state = InvoiceState.FINAL;

  /** Of a problem that every question by a consent is answered with; empty for none. */
  public volatile String consentProblem = "";

  private final Map<String, ProofBundle> bundles = new ConcurrentHashMap<>();
  private final Map<String, Consented> consents = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** What a person has consented to show. */
  private record Consented(InvoiceId invoice, String owner, String hash) {}

  /** Starts on a free port. */
  public ScriptedRegister() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/consents/", this::consent);
    server.start();
  }

  /** Answers as it should from now on. */
  public void reset() {
    statusAnswer = 0;
    bundleAnswer = 0;
    state = InvoiceState.FINAL;
    consentProblem = "";
  }

  /** Keeps a consent to show what it has of an invoice now, which it says is the owner's. */
  public void grant(String consentId, InvoiceId invoice, String owner) {
    String document = bundle(invoice).orElseThrow().document();
    String hash = Digest.sha256(document.getBytes(StandardCharsets.US_ASCII)).hex();
    consents.put(consentId, new Consented(invoice, owner, hash));
  }

  /** What the register has of an invoice from now on. */
  public void put(InvoiceId invoice, ProofBundle bundle) {
    bundles.put(invoice.toString(), bundle);
  }

  public Optional<ProofBundle> bundle(InvoiceId invoice) {
    return Optional.ofNullable(bundles.get(invoice.toString()));
  }

  /** Looks invoices up here, and believes what verifies under a trust root. */
  public InvoiceVerification verification(TrustRoot trust) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new RegisterVerification(
        new BundleVerifier(trust), payer -> RegisterClient.of(base, payer.tokens()));
  }

  private void consent(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    assertThat(exchange.getRequestURI().getQuery()).matches("claim=[0-9a-f]{32}");
    Consented consented = consents.get(path[3]);
    if (consented == null || !consentProblem.isEmpty()) {
      String problem = consented == null ? "404 CONSENT_UNKNOWN" : consentProblem;
      byte[] body = JSON.writeValueAsBytes(Map.of("code", problem.substring(4)));
      answer(exchange, Integer.parseInt(problem.substring(0, 3)), body);
      return;
    }
    String id = consented.invoice().toString();
    if (path[4].equals("invoice")) {
      var answer = new ConsentedInvoice(status(id), consented.owner(), consented.hash());
      answer(exchange, statusAnswer, JSON.writeValueAsBytes(answer));
    } else {
      answer(exchange, bundleAnswer, bundle(consented.invoice()).orElseThrow().encode());
    }
  }

  private InvoiceStatus status(String id) {
    Instant now = Instant.now();
    return new InvoiceStatus(
        id,
        state,
        "hospital-one",
        4,
        true,
        "00".repeat(32),
        "OUTPATIENT_INVOICE",
        1250,
        1250,
        now,
        now,
        now,
        now,
        null,
        null);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status == 0 ? 200 : status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

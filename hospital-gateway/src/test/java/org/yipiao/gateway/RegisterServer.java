package org.yipiao.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.transaction.TransactionReading;
import org.yipiao.ledger.protocol.wire.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register's side of the uplink over real HTTP: takes batches, reads their transactions, checks
 * that each operation commits to its document, and answers as told.
 */
public final class RegisterServer implements AutoCloseable {

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpServer server;
  private final Map<String, Batch> batches = new ConcurrentHashMap<>();
  private final Map<Long, String> finalInvoices = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Integer> batchSizes = new ArrayList<>();
  private final Map<Long, String> traces = new TreeMap<>();

  /** Invoices that the register refuses by document, and by ledger outcome. */
  public final Set<Long> refusedDocuments = ConcurrentHashMap.newKeySet();

  /** Invoices whose issue lies in the future by the register's clock. */
  public final Set<Long> futureDocuments = ConcurrentHashMap.newKeySet();

  /** Invoices with which a batch cannot be read; which one it is stays unsaid. */
  public final Set<Long> unreadableDocuments = ConcurrentHashMap.newKeySet();

  /** Invoices over which the register fails. */
  public final Set<Long> poisonousDocuments = ConcurrentHashMap.newKeySet();

  public final Set<Long> refusedOutcomes = ConcurrentHashMap.newKeySet();
  public volatile boolean down;

  /** How many of the next batches end as expired. */
  public volatile int expireNext;

  /** Batches cannot be asked for: none is known. */
  public volatile boolean hideBatches;

  /** How many batches were handed in, taken or not. */
  public final AtomicInteger posts = new AtomicInteger();

  /** The language that the last batch asked for the reasons in. */
  public volatile @Nullable String askedIn;

  /** A take whose answer never arrives. */
  public volatile boolean loseAnswers;

  @SuppressWarnings("ArrayRecordComponent") // compared by hand
  private record Batch(byte[] body, List<Long> invoices, boolean expired) {}

  private RegisterServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/oauth2/token", RegisterServer::token);
    server.createContext("/v1/allocations", RegisterServer::allocations);
    server.createContext("/v1/batches", this::batches);
    server.createContext("/v1/invoices", this::invoice);
    server.start();
  }

  public static RegisterServer start() throws IOException {
    return new RegisterServer();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Final invoices with the commitment under which each became final. */
  public synchronized Map<Long, String> finalInvoices() {
    return new TreeMap<>(finalInvoices);
  }

  /** What the gateway did that it must never do. */
  public synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** The trace that each invoice's document brought. */
  public synchronized Map<Long, String> traces() {
    return new TreeMap<>(traces);
  }

  public synchronized List<Integer> batchSizes() {
    return List.copyOf(batchSizes);
  }

  private static void token(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "{\"access_token\":\"test\",\"expires_in\":300}");
  }

  private static void allocations(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        """
        {"items":[{"allocationId":"00000000000000000000000000000001","state":"FINAL",
        "hospital":"hospital-one","member":4,"gatewayInstance":"counter","code":"11060126",
        "firstNumber":"0000000001","lastNumber":"0000100000",
        "requestedAt":"2026-01-01T00:00:00Z","finalAt":"2026-01-01T00:00:01Z","outcome":"APPLIED"},
        {"allocationId":"00000000000000000000000000000002","state":"RELAYED",
        "hospital":"hospital-one","member":4,"gatewayInstance":"counter","code":"11060126",
        "firstNumber":"0000100001","lastNumber":"0000200000",
        "requestedAt":"2026-01-01T00:00:00Z"}]}
        """);
  }

  private void batches(HttpExchange exchange) throws IOException {
    if (down) {
      answer(exchange, 503, "{\"code\":\"BUSY\",\"retryable\":true}");
    } else if (exchange.getRequestMethod().equals("POST")) {
      post(exchange);
    } else {
      String path = exchange.getRequestURI().getPath();
      state(exchange, path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    posts.incrementAndGet();
    askedIn = exchange.getRequestHeaders().getFirst("Accept-Language");
    List<Long> brought = brought(body);
    if (brought.stream().anyMatch(poisonousDocuments::contains)) {
      answer(exchange, 500, "{\"code\":\"INTERNAL_ERROR\",\"retryable\":true}");
      return;
    }
    if (brought.stream().anyMatch(unreadableDocuments::contains)) {
      answer(exchange, 400, "{\"code\":\"BODY_UNREADABLE\",\"detail\":\"no\"}");
      return;
    }
    String refusal = take(body);
    if (refusal == null && loseAnswers) {
      exchange.close();
    } else if (refusal == null) {
      answer(exchange, 202, "{}");
    } else {
      answer(exchange, 422, refusal);
    }
  }

  private List<Long> brought(byte[] body) {
    JsonNode batch = json.readTree(body);
    return operations(Base64.getDecoder().decode(batch.path("transaction").asString(""))).stream()
        .map(IssueInvoice::invoiceId)
        .toList();
  }

  /** What the register holds under a number: documents of batches that were taken. */
  private synchronized void invoice(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    String commitment = finalInvoices.get(id);
    if (commitment == null) {
      answer(exchange, 404, "{\"code\":\"NO_SUCH_INVOICE\"}");
      return;
    }
    answer(
        exchange,
        200,
        """
        {"invoiceId":"%018d","state":"FINAL","hospital":"hospital-one","member":4,"linked":true,
        "commitment":"%s","documentType":"OUTPATIENT_INVOICE","totalFen":1,"claimableFen":1,
        "issuedAt":"2026-06-01T02:03:04Z","receivedAt":"2026-06-01T02:03:05Z",
        "finalAt":"2026-06-01T02:03:06Z","outcome":"APPLIED"}
        """
            .formatted(id, commitment));
  }

  private synchronized @Nullable String take(byte[] body) {
    JsonNode batch = json.readTree(body);
    String id = batch.path("batchId").asString("");
    Batch known = batches.get(id);
    if (known != null) {
      if (!java.util.Arrays.equals(known.body(), body)) {
        faults.add("batch " + id + " came again with other bytes");
      }
      return null;
    }
    List<IssueInvoice> operations =
        operations(Base64.getDecoder().decode(batch.path("transaction").asString("")));
    List<String> refused = new ArrayList<>();
    List<Long> invoices = new ArrayList<>();
    Map<Long, String> commitments = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      IssueInvoice operation = operations.get(i);
      String document = batch.path("documents").path(i).path("document").asString("");
      Digest commitment =
          Digest.sha256(
              document.substring(0, document.indexOf('~')).getBytes(StandardCharsets.US_ASCII));
      if (!commitment.equals(operation.commitment())) {
        faults.add("operation " + i + " commits to another document");
      }
      invoices.add(operation.invoiceId());
      traces.put(
          operation.invoiceId(), batch.path("documents").path(i).path("traceparent").asString(""));
      commitments.put(operation.invoiceId(), commitment.hex());
      String fault = fault(operation.invoiceId(), commitment.hex());
      if (fault != null) {
        refused.add(
            "{\"pointer\":\"/documents/%d/document\",\"code\":\"%s\",\"reason\":\"no\"}"
                .formatted(i, fault));
      }
    }
    if (!refused.isEmpty()) {
      return "{\"code\":\"BATCH_REFUSED\",\"fields\":[" + String.join(",", refused) + "]}";
    }
    boolean expired = expireNext > 0;
    if (expired) {
      expireNext--;
    } else {
      invoices.stream()
          .filter(invoice -> !refusedOutcomes.contains(invoice))
          .forEach(invoice -> issue(invoice, commitments.getOrDefault(invoice, "")));
    }
    batchSizes.add(invoices.size());
    batches.put(id, new Batch(body, invoices, expired));
    return null;
  }

  private @Nullable String fault(long invoice, String commitment) {
    if (refusedDocuments.contains(invoice)) {
      return "SCHEMA";
    }
    if (futureDocuments.contains(invoice)) {
      return "ISSUED_IN_THE_FUTURE";
    }
    String taken = finalInvoices.get(invoice);
    if (taken == null) {
      return null;
    }
    return taken.equals(commitment) ? "ALREADY_SUBMITTED" : "NUMBER_TAKEN";
  }

  /** Another document becomes final under a number, as by another gateway's mistake. */
  public synchronized void occupy(long invoice, String commitment) {
    finalInvoices.put(invoice, commitment);
  }

  private void issue(long invoice, String commitment) {
    if (finalInvoices.put(invoice, commitment) != null) {
      faults.add("invoice " + invoice + " was issued twice");
    }
  }

  private static List<IssueInvoice> operations(byte[] transaction) {
    return switch (SignedTransaction.decode(transaction, TransactionLimits.DEFAULT)) {
      case TransactionReading.Read(SignedTransaction read) ->
          read.operations().stream().map(IssueInvoice.class::cast).toList();
      case TransactionReading.Refused refused ->
          throw new IllegalStateException(refused.toString());
    };
  }

  private void state(HttpExchange exchange, String id) throws IOException {
    Batch batch = batches.get(id);
    if (batch == null || hideBatches) {
      answer(exchange, 404, "{\"code\":\"UNKNOWN_BATCH\"}");
      return;
    }
    List<String> invoices = new ArrayList<>();
    for (long invoice : batch.invoices()) {
      boolean refused = refusedOutcomes.contains(invoice);
      invoices.add(
          "{\"invoiceId\":\"%018d\",\"state\":\"%s\",\"outcome\":\"%s\",\"outcomeCode\":%d}"
              .formatted(
                  invoice,
                  refused ? "REFUSED" : "FINAL",
                  refused ? "NUMBER_NOT_ALLOCATED" : "APPLIED",
                  refused ? 32 : 0));
    }
    answer(
        exchange,
        200,
        """
        {"batchId":"%s","state":"%s","member":4,"transactionId":"%s","finalAt":%s,"invoices":[%s]}
        """
            .formatted(
                id,
                batch.expired() ? "EXPIRED" : "FINAL",
                "0".repeat(32),
                batch.expired() ? "null" : "\"" + Instant.now() + "\"",
                String.join(",", invoices)));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

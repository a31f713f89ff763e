package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.invoice.api.BatchSubmission;
import org.yipiao.invoice.api.BatchView;
import org.yipiao.invoice.api.InvoiceStatus;
import org.yipiao.invoice.api.SubmittedDocument;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register over HTTP. A batch travels under the trace of its first document; each document
 * brings the trace of the message it came with.
 */
public final class HttpRegister implements Register {

  private static final String BATCH_ID_REUSED = "BATCH_ID_REUSED";

  /** Refusals of who sends or signs: they say nothing about any document. */
  private static final Set<String> OF_THE_SENDER =
      Set.of("TRANSACTION_OF_ANOTHER_LEDGER", "TRANSACTION_BADLY_SIGNED");

  private static final Pattern DOCUMENT = Pattern.compile("/documents/([0-9]{1,4})(/.*)?");

  private final Uplink uplink;
  private final JsonMapper json;

  public HttpRegister(Uplink uplink, JsonMapper json) {
    this.uplink = uplink;
    this.json = json;
  }

  @Override
  public Posted post(PendingBatch batch, List<SpooledDocument> documents) {
    BatchSubmission submission =
        new BatchSubmission(
            hex(batch.id()),
            batch.transaction(),
            documents.stream()
                .map(d ->
                    new SubmittedDocument(d.document(), d.checkCode().value(), d.traceParent()))
                .toList());
    try (TraceContext.Scope _ = TraceContext.resume(documents.getFirst().traceParent())) {
      return switch (uplink.post("/v1/batches", json.writeValueAsBytes(submission))) {
        case Uplink.Exchange.Failed(String cause) -> new Posted.Unavailable(cause, null);
        case Uplink.Exchange.Answered answer -> posted(answer, documents.size());
      };
    }
  }

  private Posted posted(Uplink.Exchange.Answered answer, int documents) {
    if (answer.status() == 200 || answer.status() == 201 || answer.status() == 202) {
      return new Posted.Taken();
    }
    if (answer.status() == 413) {
      return new Posted.TooLarge();
    }
    JsonNode problem = problem(answer.body());
    String code = problem.path("code").asString("");
    if (answer.status() == 422) {
      List<DocumentRefusal> refusals = refusals(problem, documents);
      if (!refusals.isEmpty()) {
        return new Posted.DocumentsRefused(refusals);
      }
      if (code.contains("EXPIRED") || code.equals(BATCH_ID_REUSED)) {
        return new Posted.TransactionExpired();
      }
    }
    if ((answer.status() == 400 || answer.status() == 422) && !OF_THE_SENDER.contains(code)) {
      return new Posted.Refused(
          code.isEmpty() ? "HTTP_" + answer.status() : code, problem.path("detail").asString(""));
    }
    return answer.status() == 500
        ? new Posted.Failed(cause(answer.status(), code), answer.retryAfter())
        : new Posted.Unavailable(cause(answer.status(), code), answer.retryAfter());
  }

  /** One refusal per document, its first one. */
  private static List<DocumentRefusal> refusals(JsonNode problem, int documents) {
    List<DocumentRefusal> refusals = new ArrayList<>();
    for (JsonNode field : problem.path("fields")) {
      String pointer = field.path("pointer").asString("");
      Matcher document = DOCUMENT.matcher(pointer);
      if (!document.matches()) {
        continue;
      }
      int index = Integer.parseInt(document.group(1));
      if (index < documents && refusals.stream().noneMatch(r -> r.index() == index)) {
        refusals.add(
            new DocumentRefusal(
                index,
                field.path("code").asString("REFUSED"),
                pointer + ": " + field.path("reason").asString("")));
      }
    }
    return refusals;
  }

  @Override
  public Holding invoice(InvoiceId invoice) {
    return switch (uplink.get("/v1/invoices/" + invoice, Duration.ZERO)) {
      case Uplink.Exchange.Failed(String cause) -> new Holding.Unavailable(cause);
      case Uplink.Exchange.Answered answer when answer.status() == 200 -> holding(answer.body());
      case Uplink.Exchange.Answered answer when answer.status() == 404 -> new Holding.Nothing();
      case Uplink.Exchange.Answered answer -> new Holding.Unavailable(cause(answer.status(), null));
    };
  }

  private Holding holding(byte[] body) {
    try {
      InvoiceStatus status = json.readValue(body, InvoiceStatus.class);
      return new Holding.Document(
          status.state(), Digest.ofHex(status.commitment()), status.finalAt(), status.outcome());
    } catch (RuntimeException e) { // a member left out, or nothing at all
      return new Holding.Unavailable("an answer that cannot be read");
    }
  }

  @Override
  public BatchState state(UUID batchId, Duration wait) {
    return switch (uplink.get("/v1/batches/" + hex(batchId), wait)) {
      case Uplink.Exchange.Failed(String cause) -> new BatchState.Unavailable(cause, null);
      case Uplink.Exchange.Answered answer -> state(answer);
    };
  }

  private BatchState state(Uplink.Exchange.Answered answer) {
    if (answer.status() == 404) {
      return new BatchState.Unknown();
    }
    if (answer.status() != 200 && answer.status() != 202) {
      String code = problem(answer.body()).path("code").asString("");
      return new BatchState.Unavailable(cause(answer.status(), code), answer.retryAfter());
    }
    try {
      BatchView view = json.readValue(answer.body(), BatchView.class);
      return switch (view.state()) {
        case RECEIVED, RELAYED -> new BatchState.UnderWay();
        case EXPIRED -> new BatchState.Expired();
        case FINAL -> finished(view);
        // The ledger refused the envelope, which says nothing about any of its documents.
        case REFUSED ->
            String.valueOf(view.refusal()).contains("EXPIRED")
                ? new BatchState.Expired()
                : new BatchState.EnvelopeRefused(String.valueOf(view.refusal()));
      };
    } catch (RuntimeException e) { // a member left out, or nothing at all
      return new BatchState.Unavailable("an answer that cannot be read", null);
    }
  }

  private static BatchState finished(BatchView view) {
    List<DocumentRefusal> refusals = new ArrayList<>();
    for (int i = 0; i < view.invoices().size(); i++) {
      String outcome = view.invoices().get(i).outcome();
      if (outcome != null && !outcome.equals(Outcome.APPLIED.name())) {
        refusals.add(DocumentRefusal.ofLedger(i, outcome));
      }
    }
    Instant at = view.finalAt();
    return at == null
        ? new BatchState.Unavailable("a final batch without its time", null)
        : new BatchState.Final(at, refusals);
  }

  private JsonNode problem(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      return json.createObjectNode();
    }
  }

  private static String cause(int status, @Nullable String code) {
    return "the register answers " + status + (code == null || code.isEmpty() ? "" : " " + code);
  }

  static String hex(UUID id) {
    return id.toString().replace("-", "");
  }
}

package org.yipiao.gateway.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.ChargeDesk;
import org.yipiao.gateway.charge.Fault;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.StoredBill;
import org.yipiao.gateway.upload.RefusalWords;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.platform.telemetry.TraceContext;
import tools.jackson.databind.JsonNode;

/**
 * Bills over HTTP. The business number is the key of idempotency: the same bill again gets the same
 * answer, another bill under it is refused.
 */
@RestController
@RequestMapping("/v1/charges")
@RequiresScope("charges.submit")
class ChargeController {

  private static final Logger LOG = LoggerFactory.getLogger(ChargeController.class);
  private static final int MAX_BATCH = 300;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ChargeDesk desk;
  private final Spool spool;
  private final ChargeReading reading;
  private final Hospital hospital;

  ChargeController(ChargeDesk desk, Spool spool, ChargeReading reading, Hospital hospital) {
    this.desk = desk;
    this.spool = spool;
    this.reading = reading;
    this.hospital = hospital;
  }

  @PostMapping
  @Operation(
      summary = "Issue the invoice of a bill, or of up to 300 bills",
      description =
          "One bill: 201 with its invoice, 200 when the same bill was accepted before, 422 with"
              + " pointers to what is wrong, 503 when no number is free. {\"charges\":[…]}: 200"
              + " with one result per bill.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      schema = @Schema(oneOf = {ChargeRequest.class, ChargeBatchRequest.class}))))
  ResponseEntity<?> submit(
      @RequestBody JsonNode body,
      @CurrentCaller Caller caller,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    requireOwn(caller);
    JsonNode charges = body.get("charges");
    return charges == null
        ? single(body)
        : ResponseEntity.ok(batch(body, charges, ProblemTexts.language(language)));
  }

  private ResponseEntity<ChargeAnswer> single(JsonNode body) {
    Charge charge =
        switch (reading.read(body)) {
          case ChargeReading.Reading.Read(Charge read) -> read;
          case ChargeReading.Reading.Unreadable(List<FieldFault> fields) ->
              throw new ProblemException(RefusalCode.VALUE_MALFORMED, fields);
        };
    return switch (desk.accept(charge)) {
      case Acceptance.Accepted accepted ->
          ResponseEntity.status(status(accepted)).body(answer(charge.businessNumber(), accepted));
      case Acceptance.Refused(List<Fault> faults) -> {
        RefusalCode code = faults.getFirst().code();
        ProblemException problem = new ProblemException(code, Pointers.faults(faults));
        throw code.retryable() ? problem.retryAfter(RETRY_AFTER) : problem;
      }
    };
  }

  private BatchAnswer batch(JsonNode body, JsonNode charges, Locale language) {
    if (!charges.isArray() || charges.isEmpty() || charges.size() > MAX_BATCH || body.size() > 1) {
      throw new ProblemException(
          RefusalCode.VALUE_MALFORMED,
          List.of(
              new FieldFault(
                  "/charges", "LENGTH", Reason.of(RefusalReason.BATCH_SIZE, MAX_BATCH))));
    }
    List<BatchAnswer.@Nullable Result> results = new ArrayList<>(charges.size());
    List<Charge> readable = new ArrayList<>(charges.size());
    for (int i = 0; i < charges.size(); i++) {
      switch (reading.read(charges.get(i))) {
        case ChargeReading.Reading.Read(Charge charge) -> {
          readable.add(charge);
          results.add(null);
        }
        case ChargeReading.Reading.Unreadable(List<FieldFault> fields) ->
            results.add(refused(i, RefusalCode.VALUE_MALFORMED, fields, language));
      }
    }
    List<Acceptance> acceptances = desk.accept(readable);
    List<BatchAnswer.Result> all = new ArrayList<>(results.size());
    int next = 0;
    for (int i = 0; i < results.size(); i++) {
      BatchAnswer.Result known = results.get(i);
      if (known == null) {
        known = result(i, readable.get(next).businessNumber(), acceptances.get(next), language);
        next++;
      }
      all.add(known);
    }
    return new BatchAnswer(all);
  }

  private BatchAnswer.Result result(
      int index, String businessNumber, Acceptance acceptance, Locale language) {
    return switch (acceptance) {
      case Acceptance.Accepted accepted ->
          new BatchAnswer.Result(
              index, status(accepted).value(), answer(businessNumber, accepted), null);
      case Acceptance.Refused(List<Fault> faults) ->
          refused(index, faults.getFirst().code(), Pointers.faults(faults), language);
    };
  }

  private static BatchAnswer.Result refused(
      int index, RefusalCode code, List<FieldFault> fields, Locale language) {
    return new BatchAnswer.Result(
        index,
        code.status().value(),
        null,
        new BatchAnswer.Refusal(
            code.name(),
            code.retryable(),
            fields.stream().map(fault -> fault.in(language)).toList()));
  }

  private ChargeAnswer answer(String businessNumber, Acceptance.Accepted accepted) {
    return ChargeAnswer.of(businessNumber, accepted.invoice(), hospital.issuer().zone());
  }

  /** Also says which invoice came of which request: the trace is the request's. */
  private static HttpStatus status(Acceptance.Accepted accepted) {
    LOG.info("bill accepted as invoice {}", accepted.invoice().invoiceId());
    return accepted.again() ? HttpStatus.OK : HttpStatus.CREATED;
  }

  @GetMapping("/{businessNumber}")
  @Operation(summary = "How far an accepted bill has come")
  ChargeStatus status(
      @PathVariable String businessNumber,
      @CurrentCaller Caller caller,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    requireOwn(caller);
    return find(businessNumber, ProblemTexts.language(language));
  }

  @GetMapping
  @Operation(summary = "The same, for business numbers that do not fit into a path")
  ChargeStatus statusOf(
      @RequestParam String businessNumber,
      @CurrentCaller Caller caller,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    requireOwn(caller);
    return find(businessNumber, ProblemTexts.language(language));
  }

  private ChargeStatus find(String businessNumber, Locale language) {
    StoredBill bill =
        spool
            .bill(businessNumber)
            .orElseThrow(() -> new ProblemException(RefusalCode.CHARGE_NOT_FOUND));
    ChargeAnswer invoice =
        ChargeAnswer.of(businessNumber, bill.invoice(), hospital.issuer().zone());
    String traceId =
        spool
            .document(bill.sequence())
            .flatMap(document -> TraceContext.parse(document.traceParent()))
            .map(TraceContext::traceId)
            .orElse(null);
    return switch (spool.progress(bill.sequence())) {
      case Progress.Accepted() ->
          new ChargeStatus(invoice, ChargeStatus.State.ACCEPTED, null, null, null, traceId);
      case Progress.Held(Instant since, String code, String reason, int times, Instant retryAt) ->
          new ChargeStatus(
              invoice,
              ChargeStatus.State.ACCEPTED,
              null,
              null,
              new ChargeStatus.Hold(
                  since, code, RefusalWords.say(reason, language), times, retryAt),
              traceId);
      case Progress.Final(Instant at) ->
          new ChargeStatus(invoice, ChargeStatus.State.FINAL, at, null, null, traceId);
      case Progress.Quarantined(Instant since, String code, String reason) ->
          new ChargeStatus(
              invoice,
              ChargeStatus.State.QUARANTINED,
              null,
              new ChargeStatus.Quarantine(since, code, RefusalWords.say(reason, language)),
              null,
              traceId);
    };
  }

  private void requireOwn(Caller caller) {
    if (!caller.tenant().equals(hospital.tenant())) {
      throw new ProblemException(RefusalCode.WRONG_HOSPITAL);
    }
  }
}

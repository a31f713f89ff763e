package org.yipiao.gateway.status;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.gateway.upload.RefusalWords;
import org.yipiao.gateway.upload.Uploader;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.problem.ProblemTexts;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.platform.telemetry.TraceContext;

/** The invoices that a person has to look at, and the way out for them. */
@RestController
@RequestMapping("/v1/quarantine")
@RequiresScope("charges.submit")
class QuarantineController {

  private static final Logger LOG = LoggerFactory.getLogger(QuarantineController.class);
  private static final int MAX_PAGE = 200;

  private final Spool spool;
  private final Uploader uploader;
  private final Hospital hospital;

  QuarantineController(Spool spool, Uploader uploader, Hospital hospital) {
    this.spool = spool;
    this.uploader = uploader;
    this.hospital = hospital;
  }

  /**
   * A page of them.
   *
   * @param next to be given as {@code after} for the following page; absent on the last one
   */
  record QuarantinePage(List<QuarantinedInvoice> items, @Nullable Long next) {}

  /**
   * One of them.
   *
   * @param sequence its place in this gateway, which names it here
   * @param invoiceId 18 digits, code and number
   * @param traceId of the message or request that brought it
   */
  record QuarantinedInvoice(
      long sequence,
      @Nullable String invoiceId,
      Instant since,
      String code,
      String reason,
      @Nullable String traceId) {}

  @GetMapping
  @Operation(summary = "Invoices that the register or the ledger refused, with the reason of each")
  QuarantinePage list(
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "50") int limit,
      @CurrentCaller Caller caller,
      @Nullable @RequestHeader(value = "Accept-Language", required = false) String language) {
    requireOwn(caller);
    if (after < 0 || limit < 1 || limit > MAX_PAGE) {
      throw new ProblemException(
          RefusalCode.VALUE_MALFORMED,
          List.of(new FieldFault("/limit", "RANGE", Reason.of(RefusalReason.PAGE_SIZE, MAX_PAGE))));
    }
    Locale told = ProblemTexts.language(language);
    List<QuarantinedInvoice> items =
        spool.quarantined(after + 1, limit).stream().map(refused -> view(refused, told)).toList();
    return new QuarantinePage(items, items.size() < limit ? null : items.getLast().sequence());
  }

  private QuarantinedInvoice view(Spool.Refused refused, Locale language) {
    var document = spool.document(refused.sequence());
    return new QuarantinedInvoice(
        refused.sequence(),
        document.map(SpooledDocument::invoiceId).map(Object::toString).orElse(null),
        refused.refusal().at(),
        refused.refusal().code(),
        RefusalWords.say(refused.refusal().reason(), language),
        document
            .flatMap(found -> TraceContext.parse(found.traceParent()))
            .map(TraceContext::traceId)
            .orElse(null));
  }

  @PostMapping("/{sequence}/retry")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Send an invoice again whose cause was seen to",
      description =
          "202: it waits again, and its charge tells how far it comes. 409 when it is neither"
              + " quarantined nor put off, such as after an earlier call. A document that is"
              + " refused for its content is refused again: it cannot be changed.")
  void retry(@PathVariable long sequence, @CurrentCaller Caller caller) {
    requireOwn(caller);
    if (!uploader.retry(sequence)) {
      throw new ProblemException(RefusalCode.NOT_SET_ASIDE);
    }
    LOG.info("{} sends the invoice of sequence {} again", caller.clientId(), sequence);
  }

  private void requireOwn(Caller caller) {
    if (!caller.tenant().equals(hospital.tenant())) {
      throw new ProblemException(RefusalCode.WRONG_HOSPITAL);
    }
  }
}

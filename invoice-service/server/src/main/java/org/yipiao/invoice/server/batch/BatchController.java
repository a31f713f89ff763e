package org.yipiao.invoice.server.batch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.BatchSubmission;
import org.yipiao.invoice.api.BatchView;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.http.PreferWait;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** Batches; the batch id is their idempotency key. */
@RestController
@RequestMapping("/v1/batches")
@RequiresScope("invoices.submit")
class BatchController {

  private final BatchIntake intake;
  private final HttpProperties limits;

  BatchController(BatchIntake intake, HttpProperties limits) {
    this.intake = intake;
    this.limits = limits;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  BatchView submit(@CurrentCaller Caller caller, @RequestBody BatchSubmission batch) {
    return intake.submit(caller, batch);
  }

  @GetMapping("/{batchId}")
  BatchView find(
      @CurrentCaller Caller caller,
      @PathVariable String batchId,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    return intake
        .await(caller, batchId, PreferWait.of(prefer, limits.maxWait()))
        .orElseThrow(() -> new ProblemException(InvoiceProblem.NO_SUCH_BATCH));
  }
}

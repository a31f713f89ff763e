package org.yipiao.invoice.server.allocation;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.invoice.api.AllocationList;
import org.yipiao.invoice.api.AllocationRequest;
import org.yipiao.invoice.api.AllocationView;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.http.HttpProperties;
import org.yipiao.platform.http.PreferWait;
import org.yipiao.platform.idempotency.Idempotent;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** 赋码: the bureau allocates, a hospital's gateway fetches what it was given. */
@RestController
@RequestMapping("/v1/allocations")
class AllocationController {

  private final Allocations allocations;
  private final Consortium consortium;
  private final HttpProperties limits;

  AllocationController(Allocations allocations, Consortium consortium, HttpProperties limits) {
    this.allocations = allocations;
    this.consortium = consortium;
    this.limits = limits;
  }

  @PostMapping
  @Idempotent
  @RequiresScope("numbers.allocate")
  @ResponseStatus(HttpStatus.ACCEPTED)
  AllocationView allocate(@CurrentCaller Caller caller, @RequestBody AllocationRequest request) {
    require(caller, MemberKind.REGULATOR);
    return allocations.allocate(caller, request);
  }

  @GetMapping("/{allocationId}")
  @RequiresScope("numbers.allocate")
  AllocationView find(
      @CurrentCaller Caller caller,
      @PathVariable String allocationId,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    require(caller, MemberKind.REGULATOR);
    return allocations
        .await(allocationId, PreferWait.of(prefer, limits.maxWait()))
        .orElseThrow(() -> new ProblemException(InvoiceProblem.NO_SUCH_ALLOCATION));
  }

  @GetMapping
  @RequiresScope("invoices.submit")
  AllocationList ofGateway(@CurrentCaller Caller caller, @RequestParam String instance) {
    require(caller, MemberKind.HOSPITAL);
    return new AllocationList(allocations.of(caller.tenant(), instance));
  }

  private void require(Caller caller, MemberKind kind) {
    if (!consortium.is(caller.tenant(), kind)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
  }
}

package org.yipiao.gateway.status;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.upload.AllocationFeed;
import org.yipiao.gateway.upload.UplinkState;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CurrentCaller;
import org.yipiao.platform.security.RequiresScope;

/** What lies in the gateway, for the hospital itself. */
@RestController
@RequiresScope("charges.submit")
class StatusController {

  private final Spool spool;
  private final NumberBook numbers;
  private final AllocationFeed allocations;
  private final UplinkState uplink;
  private final ItemTable items;
  private final Hospital hospital;

  StatusController(
      Spool spool,
      NumberBook numbers,
      AllocationFeed allocations,
      UplinkState uplink,
      ItemTable items,
      Hospital hospital) {
    this.spool = spool;
    this.numbers = numbers;
    this.allocations = allocations;
    this.uplink = uplink;
    this.items = items;
    this.hospital = hospital;
  }

  /**
   * The gateway at this moment.
   *
   * @param waiting accepted invoices in no batch
   * @param inBatches accepted invoices in batches that are not final
   * @param held accepted invoices that were put off and are sent again by themselves
   * @param quarantined invoices that a person has to look at
   */
  record GatewayStatus(
      int member,
      String instance,
      long waiting,
      long inBatches,
      long held,
      long quarantined,
      long numbersRemaining,
      boolean numbersLow,
      boolean uplinkUp,
      @Nullable Instant uplinkDownSince,
      @Nullable String uplinkFailure,
      int itemCodes) {}

  @GetMapping("/v1/status")
  @Operation(summary = "Depth of the spool, stock of numbers, state of the uplink")
  GatewayStatus status(@CurrentCaller Caller caller) {
    if (!caller.tenant().equals(hospital.tenant())) {
      throw new ProblemException(RefusalCode.WRONG_HOSPITAL);
    }
    Spool.Depth depth = spool.depth();
    UplinkState.Failure failure = uplink.failure();
    return new GatewayStatus(
        hospital.issuer().member().value(),
        hospital.instance(),
        depth.waiting(),
        depth.inBatches(),
        depth.held(),
        depth.quarantined(),
        numbers.remaining(),
        allocations.low(),
        failure == null,
        failure == null ? null : failure.since(),
        failure == null ? null : failure.cause(),
        items.codes());
  }
}

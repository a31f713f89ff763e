package org.yipiao.ledger.server.explorer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of the ledger, of itself and of the members, without an amount or a business
 * number.
 */
record OverviewView(LedgerView ledger, NodeView node, List<MemberView> members) {

  /**
   * The ledger.
   *
   * @param ledgerId SHA-256 of the genesis file, hexadecimal
   * @param suite of transactions
   * @param next a version of the contract that is agreed to and not in force yet
   * @param epoch counts changes of the validators
   * @param quorum how many validators make a checkpoint final
   */
  record LedgerView(
      String origin,
      String ledgerId,
      String suite,
      Instant founded,
      int contractVersion,
      @Nullable NextVersion next,
      long epoch,
      int validators,
      int quorum) {}

  /** The contract's next version and the height of the first block under it. */
  record NextVersion(int version, long fromHeight) {}

  /**
   * This node.
   *
   * @param status and {@code engine} are names that never change; {@code reason} and {@code
   *     engineReason} are sentences
   * @param absence since when its member is none of the validators; null while it is one
   * @param cosigning whether it has learnt what it signed before its start
   * @param finalSize leaves that are final; {@code size} counts all that are executed
   * @param finalityLagMillis how long the oldest accepted transaction or block has waited
   * @param submissions accepted transactions without a block
   * @param now its clock
   */
  record NodeView(
      int member,
      String status,
      String reason,
      String engine,
      String engineReason,
      @Nullable AbsenceView absence,
      boolean cosigning,
      long height,
      long size,
      long finalSize,
      @Nullable Instant finalAt,
      long finalityLagMillis,
      int submissions,
      Instant now) {}

  /**
   * Since when a node's member is none of the validators.
   *
   * @param epoch the first one without it; 0 when it never was one
   * @param fromSize the first size of the log in that epoch
   * @param since the time of the block before that; null while it is not known here
   * @param dismissed whether it was a validator before
   */
  record AbsenceView(long epoch, long fromSize, @Nullable Instant since, boolean dismissed) {}

  /**
   * A member.
   *
   * @param kind {@code REGULATOR}, {@code HOSPITAL}, {@code PAYER} or {@code OPERATOR}
   * @param validator whether it runs a node and cosigns
   * @param cosignature the largest that this node has ever seen of it
   * @param withheldMillis for how long it has cosigned nothing while others did
   * @param silentMillis for how long its engine has not been heard; 0 while it is
   * @param lies what it was caught at since this node's start, by kind
   */
  record MemberView(
      int number,
      String name,
      String kind,
      boolean validator,
      boolean suspended,
      @Nullable LastCosignature cosignature,
      long withheldMillis,
      long silentMillis,
      Map<String, Long> lies) {}

  /** Size of the log and the signer's clock. */
  record LastCosignature(long size, Instant at) {}
}

package org.yipiao.cli;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.client.MembershipReads;
import org.yipiao.ledger.client.Witnesses;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.ApprovalJudge;
import org.yipiao.ledger.protocol.membership.KeyRing;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.platform.reason.Reason;

/** How far a proposal is on its way: what it would do, who has approved, what keeps it back. */
final class ChangeReport {

  private final ChangeLedger ledger;
  private final ChangeProposal proposal;
  private final Instant now;
  private final Map<Approval, Outcome> verdicts = new LinkedHashMap<>();
  private final Optional<ChangeForecast.Refusal> refusal;

  /**
   * @throws ChangeRefusal when the proposal is of another ledger, or of an epoch of which nothing
   *     is known here
   */
  ChangeReport(ChangeLedger ledger, ChangeProposal proposal, Instant now) {
    this.ledger = ledger;
    this.proposal = proposal;
    this.now = now;
    var ours = ledger.genesis().ledgerId();
    if (!proposal.ledgerId().equals(ours)) {
      throw ChangeRefusal.of(ChangeText.OTHER_LEDGER, proposal.ledgerId().hex(), ours.hex());
    }
    if (!ledger.knowsEpoch(epoch())) {
      throw ChangeRefusal.of(ChangeText.EPOCH_UNKNOWN, epoch());
    }
    var keys = new KeyRing(ledger.genesis().signatureSuite(new SecureRandom()));
    var judge = new ApprovalJudge(ours, keys);
    for (Approval approval : proposal.approvals()) {
      verdicts.put(approval, judge.verdict(proposal.agreement(), approval, ledger.members()));
    }
    refusal = new ChangeForecast(ledger).refusal(proposal.draft().operation());
  }

  private long epoch() {
    return proposal.agreement().epoch();
  }

  private Instant expiry() {
    return EpochNanos.toInstant(proposal.agreement().expiryEpochNanos());
  }

  /** What keeps it back for good, whoever approves. */
  Optional<Reason> late() {
    long present = ledger.members().epoch();
    if (epoch() != present) {
      return Optional.of(Reason.of(ChangeText.OTHER_EPOCH, epoch(), present));
    }
    return now.isBefore(expiry())
        ? Optional.empty()
        : Optional.of(Reason.of(ChangeText.EXPIRED, expiry().toString()));
  }

  /** The approvals that spoil it. */
  List<Reason> faults() {
    List<Reason> faults = new ArrayList<>();
    verdicts.forEach((approval, verdict) -> {
      if (!verdict.applied()) {
        faults.add(Reason.of(ChangeText.VOID_APPROVAL, approval.member(), verdict.name(), verdict));
      }
    });
    return faults;
  }

  /** What the ledger would refuse it with now, whoever approves: it may be applied already. */
  Optional<Reason> refusal() {
    return refusal.map(ChangeForecast.Refusal::reason);
  }

  int counted() {
    return (int) verdicts.values().stream().filter(Outcome::applied).count();
  }

  int needed() {
    return ledger.members().quorum();
  }

  /** Whether nothing speaks against it but, perhaps, that approvals are missing. */
  boolean sound() {
    return late().isEmpty() && faults().isEmpty() && refusal().isEmpty();
  }

  /** Whether the ledger would apply it now. */
  boolean enough() {
    return sound() && counted() >= needed();
  }

  /** All of it in words. */
  List<Reason> lines() {
    MemberDirectory members = ledger.members();
    var lines = new ArrayList<Reason>(ChangeWords.of(proposal.draft(), members));
    lines.add(Reason.of(ChangeText.LEDGER, proposal.ledgerId().hex(), ledger.genesis().origin()));
    lines.add(Reason.of(ChangeText.VALID_IN, epoch(), expiry().toString()));
    lines.addAll(progress());
    ledger
        .told()
        .ifPresentOrElse(
            told -> lines.addAll(asNodesSay(told)),
            () -> lines.add(Reason.of(ChangeText.AS_GENESIS_SAYS)));
    return lines;
  }

  private static List<Reason> asNodesSay(MembershipReads.Outcome.Found told) {
    Witnesses word = told.witnesses();
    var lines = new ArrayList<Reason>();
    lines.add(
        word.enough()
            ? Reason.of(ChangeText.AS_NODES_SAY, told.membership().height(), word.agree().size())
            : Reason.of(
                ChangeText.SAID_ALONE, word.agree(), word.needed(), told.membership().height()));
    word.others().forEach(other -> lines.add(Reason.of(ChangeText.SAYS_OTHERWISE, other)));
    return lines;
  }

  /** Who has approved, and what is missing. */
  List<Reason> progress() {
    var lines = new ArrayList<Reason>();
    verdicts.forEach((approval, verdict) -> {
      if (verdict.applied()) {
        lines.add(
            Reason.of(ChangeText.APPROVED_BY, approval.member(), name(approval), keyId(approval)));
      }
    });
    lines.addAll(faults());
    late().ifPresent(lines::add);
    refusal().ifPresent(lines::add);
    lines.add(
        counted() < needed()
            ? Reason.of(ChangeText.MISSING, counted(), needed(), needed() - counted())
            : Reason.of(sound() ? ChangeText.ENOUGH : ChangeText.COUNTED, counted(), needed()));
    return lines;
  }

  /** All of it for programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("says", proposal.says());
    json.put("approvals", proposal.approvals().stream().map(this::json).toList());
    json.put("counted", counted());
    json.put("needed", needed());
    json.put("enough", enough());
    json.put("expired", !now.isBefore(expiry()));
    refusal.ifPresent(named -> json.put("wouldBeRefused", named.name()));
    ledger
        .asked()
        .ifPresent(known -> {
          json.put("presentEpoch", known.epoch());
          json.put("height", known.height());
        });
    ledger.witnesses().ifPresent(word -> json.put("members", json(word)));
    return json;
  }

  private static Map<String, Object> json(Witnesses word) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("saidBy", word.agree().stream().map(URI::toString).toList());
    json.put("needed", word.needed());
    json.put("enough", word.enough());
    json.put("otherwise", word.others());
    return json;
  }

  private Map<String, Object> json(Approval approval) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("member", approval.member());
    json.put("name", name(approval));
    json.put("keyId", keyId(approval));
    json.put("verdict", verdicts.getOrDefault(approval, Outcome.BAD_APPROVAL).name());
    return json;
  }

  private String name(Approval approval) {
    return ledger.members().member(approval.member()).map(GenesisMember::name).orElse("");
  }

  private static String keyId(Approval approval) {
    return HexFormat.of().toHexDigits(approval.keyId());
  }
}

package org.yipiao.cli;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.statemap.InvoiceState;
import org.yipiao.ledger.protocol.statemap.StateKeys;
import org.yipiao.ledger.protocol.statemap.StateProof;
import org.yipiao.ledger.protocol.statemap.StateProofFault;
import org.yipiao.ledger.protocol.statemap.StateProofResult;
import org.yipiao.ledger.protocol.statemap.StateProofVerifier;
import org.yipiao.ledger.protocol.trust.TrustEpoch;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonFault;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.reason.Reason;

/**
 * A state proof as a node serves it: how an invoice stands after a block, or that there is none.
 *
 * @param asked the invoice that it has to be about
 */
record StateProofFile(String text, StateProof proof, InvoiceId asked) implements ProofFile {

  private static final String STATE = "STATE";
  private static final String LEDGER = "LEDGER";

  /** Whether a file is meant to be one; what is no text is none. */
  static boolean announcedBy(byte[] bytes) {
    return StateProof.announces(new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * @throws FormatException unless it is a state proof
   */
  static StateProofFile decode(byte[] bytes, InvoiceId asked) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new FormatException(JsonFault.NOT_UTF8);
    }
    return new StateProofFile(text, StateProof.parse(text), asked);
  }

  @Override
  public String inclusion() {
    return proof.inclusion().format();
  }

  @Override
  public ProofVerdict verify(TrustRoot trust, Requirement requirement) {
    byte[] key = proof.map().key();
    if (!StateKeys.invoiceOf(key).equals(Optional.of(asked))) {
      return broken(StateProofFault.OTHER_KEY);
    }
    return switch (new StateProofVerifier(trust, requirement).verify(key, text)) {
      case StateProofResult.Present(byte[] row, var asOf) -> present(asked, row, asOf, trust);
      case StateProofResult.Absent(var asOf) -> absent(asked, asOf, trust);
      case StateProofResult.Broken(var fault, var link, String _) ->
          link.<ProofVerdict>map(of -> new ProofVerdict.Broken(LEDGER, of.name(), Reason.of(of)))
              .orElseGet(() -> broken(fault));
    };
  }

  private static ProofVerdict broken(StateProofFault fault) {
    return new ProofVerdict.Broken(STATE, fault.name(), Reason.of(fault));
  }

  private static ProofVerdict present(
      InvoiceId invoice, byte[] row, StateProofResult.AsOf asOf, TrustRoot trust) {
    InvoiceState state;
    try {
      state = InvoiceState.decode(row);
    } catch (FormatException e) {
      return broken(StateProofFault.ROW);
    }
    List<Reason> facts = new ArrayList<>();
    facts.add(Reason.of(CommandText.VALID_STATE));
    facts.add(Reason.of(CommandText.INVOICE, invoice));
    facts.add(Reason.of(CommandText.STATE, status(state)));
    if (state.paperOut()) {
      facts.add(Reason.of(CommandText.PAPER_OUT));
    }
    facts.add(Reason.of(CommandText.ISSUING_MEMBER, state.issuer()));
    facts.addAll(amounts(state));
    facts.addAll(asOf(asOf, trust));
    return new ProofVerdict.Holds(facts);
  }

  private static Reason status(InvoiceState state) {
    return switch (state.status()) {
      case ISSUED -> Reason.of(CommandText.STATE_ISSUED);
      case REVERSED -> Reason.of(CommandText.STATE_REVERSED, counterpart(state));
      case RED -> Reason.of(CommandText.STATE_RED, counterpart(state));
    };
  }

  private static InvoiceId counterpart(InvoiceState state) {
    return state.counterpart().orElseThrow().invoice();
  }

  private static List<Reason> amounts(InvoiceState state) {
    return List.of(
        amount(CommandText.TOTAL, state.totalFen()),
        amount(CommandText.CLAIMABLE, state.claimableFen()),
        amount(CommandText.RESERVED, state.reservedFen()),
        amount(CommandText.COMMITTED, state.committedFen()),
        amount(CommandText.REIMBURSED, state.reimbursedFen()),
        amount(CommandText.RETURNED, state.returnedFen()),
        amount(CommandText.LEFT, state.remainingFen()));
  }

  /** Not as {@code Money}: all that ever came back may be more than one amount can be. */
  private static Reason amount(CommandText text, long fen) {
    return Reason.of(text, BigDecimal.valueOf(fen, 2));
  }

  private static ProofVerdict absent(
      InvoiceId invoice, StateProofResult.AsOf asOf, TrustRoot trust) {
    List<Reason> facts = new ArrayList<>();
    facts.add(Reason.of(CommandText.ABSENT));
    facts.add(Reason.of(CommandText.INVOICE, invoice));
    facts.addAll(asOf(asOf, trust));
    return new ProofVerdict.Absent(facts);
  }

  private static List<Reason> asOf(StateProofResult.AsOf asOf, TrustRoot trust) {
    var ledger = asOf.ledger();
    long size = ledger.checkpoint().size();
    TrustEpoch epoch = trust.epochOf(size).orElseThrow();
    long members = epoch.cosigners().stream().map(TrustEpoch.Member::name).distinct().count();
    return List.of(
        Reason.of(CommandText.AS_OF, asOf.size(), asOf.header().height()),
        Reason.of(CommandText.BLOCK, EpochNanos.toInstant(asOf.header().consensusTimeNanos())),
        Reason.of(CommandText.FINAL, ledger.cosignedAt()),
        Reason.of(CommandText.CHECKPOINT, size),
        Reason.of(CommandText.COSIGNERS, ledger.cosigners()),
        Reason.of(CommandText.QUORUM, epoch.threshold(), members));
  }
}

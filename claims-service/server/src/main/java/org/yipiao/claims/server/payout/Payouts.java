package org.yipiao.claims.server.payout;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.history.StatusHistory;
import org.yipiao.claims.server.payout.BankMessageMapper.MessageRow;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.id.ClaimId;

/**
 * Payments of claims. The message is stored before it is sent and sent again as the same bytes
 * under the same MsgId for as long as the bank is silent; there is never a second one for a claim.
 */
@Component
public class Payouts {

  private static final String CONTENT = "bank_message.content";
  private static final String ANSWER = "bank_message.answer";
  private static final String ACTOR = "claims-service";
  private static final ZoneId BANK_ZONE = ZoneId.of("Asia/Shanghai");

  private final BankMessageMapper rows;
  private final StatusHistory history;
  private final BankRail bank;
  private final RejectionReasons rejections;
  private final InstantSource time;

  Payouts(
      BankMessageMapper rows,
      StatusHistory history,
      BankRail bank,
      ClaimsProperties settings,
      InstantSource time) {
    this.rows = rows;
    this.history = history;
    this.bank = bank;
    this.rejections = new RejectionReasons(settings.finalRejections());
    this.time = time;
  }

  /** Writes and stores the one message of a claim. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void prepare(PayerTenant payer, Claim claim, String creditorAccount) {
    Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
    Payment payment =
        new Payment(
            "P" + claim.claimId(),
            claim.id(),
            now,
            now.atZone(BANK_ZONE).toLocalDate(),
            payer.name(),
            payer.bankAccount(),
            creditorAccount,
            claim.amount());
    rows.insert(
        new MessageRow(
            claim.claimId(),
            claim.tenant(),
            payment.messageId(),
            claim.amount().fen(),
            payer.seal(CONTENT, CreditTransfer.write(payment)),
            null,
            null,
            now,
            null,
            ACTOR,
            "PAYMENT_WRITTEN"));
    append(claim, "WRITTEN", now, ACTOR, "PAYMENT_WRITTEN");
  }

  private void append(Claim claim, String status, Instant at, String actor, String cause) {
    history.append(
        new StatusHistory.Change(
            claim.tenant(), claim.claimId(), "PAYMENT", 1, status, at, actor, cause));
  }

  /**
   * Asks the bank, and hands the stored message over if it does not have it. Not to be called
   * inside a database transaction.
   *
   * @param sent told once the message has left for the bank
   */
  public BankAnswer ask(PayerTenant payer, Claim claim, Runnable sent) {
    MessageRow row = row(claim);
    BankRail.Report report = bank.report(payer, row.messageId());
    if (report instanceof BankRail.Report.UnknownMessage) {
      byte[] message = payer.open(CONTENT, row.contentSealed());
      BankRail.Handover handover = bank.send(payer, row.messageId(), message);
      switch (handover) {
        case BankRail.Handover.Taken _ -> sent.run();
        case BankRail.Handover.Refused refused -> {
          return new BankAnswer.Unsure("BANK_REFUSED_MESSAGE_" + refused.code());
        }
        case BankRail.Handover.Unknown unknown -> {
          sent.run();
          return new BankAnswer.Open(unknown.cause());
        }
      }
      report = bank.report(payer, row.messageId());
    }
    return switch (report) {
      case BankRail.Report.Answered answered -> judge(row, answered.statusReport());
      case BankRail.Report.Silent _ -> new BankAnswer.Open("bank is silent");
      case BankRail.Report.UnknownMessage _ ->
          new BankAnswer.Open("bank does not know the message");
      case BankRail.Report.NotReached notReached -> new BankAnswer.Open(notReached.cause());
    };
  }

  private BankAnswer judge(MessageRow row, byte[] message) {
    Optional<StatusReport> read = StatusReport.read(message);
    if (read.isEmpty()) {
      return new BankAnswer.Unsure("BANK_ANSWER_MALFORMED");
    }
    StatusReport report = read.get();
    boolean ours =
        row.messageId().equals(report.originalMessageId())
            && (report.endToEndId() == null || report.endToEndId().equals(row.claimId()));
    if (!ours) {
      return new BankAnswer.Unsure("BANK_ANSWER_OF_ANOTHER_PAYMENT");
    }
    BigDecimal ordered = BigDecimal.valueOf(row.amountFen(), 2);
    if ((report.amountYuan() != null && report.amountYuan().compareTo(ordered) != 0)
        || (report.currency() != null && !report.currency().equals("CNY"))) {
      return new BankAnswer.Unsure("BANK_ANSWER_OF_ANOTHER_AMOUNT");
    }
    return switch (report.verdict()) {
      case SETTLED -> new BankAnswer.Decided(true, report.status(), message);
      case REJECTED ->
          rejections
              .doubt(report.reasons())
              .<BankAnswer>map(BankAnswer.Unsure::new)
              .orElseGet(() -> new BankAnswer.Decided(false, report.status(), message));
      case OPEN -> new BankAnswer.Open("bank says " + report.status());
    };
  }

  /** Writes down the bank's decision. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void decided(PayerTenant payer, Claim claim, BankAnswer.Decided answer) {
    decided(payer, claim, answer, ACTOR, "BANK_" + answer.status());
  }

  /**
   * Writes down the bank's decision as somebody has it.
   *
   * @param actor who is written down for it
   * @param cause why, a stable upper-case name
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void decided(
      PayerTenant payer, Claim claim, BankAnswer.Decided answer, String actor, String cause) {
    Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
    int written =
        rows.answered(
            claim.claimId(),
            answer.status(),
            payer.seal(ANSWER, answer.message()),
            answer.digest().hex(),
            now,
            actor,
            cause);
    if (written != 1) {
      throw new IllegalStateException("the bank has decided " + claim + " before");
    }
    append(claim, answer.status(), now, actor, cause);
  }

  /** The digest of the bank's decision. */
  public String decisionDigest(Claim claim) {
    String digest = row(claim).answerDigest();
    if (digest == null) {
      throw new IllegalStateException("the bank has not decided " + claim);
    }
    return digest;
  }

  private MessageRow row(Claim claim) {
    MessageRow row = rows.find(claim.claimId());
    if (row == null) {
      throw new IllegalStateException(claim + " has no payment message");
    }
    return row;
  }

  public Optional<ClaimView.Payout> view(ClaimId claim) {
    return Optional.ofNullable(rows.find(claim.value()))
        .map(row ->
            new ClaimView.Payout(
                row.messageId(),
                row.claimId(),
                row.bankStatus(),
                row.createdAt(),
                row.answeredAt()));
  }
}

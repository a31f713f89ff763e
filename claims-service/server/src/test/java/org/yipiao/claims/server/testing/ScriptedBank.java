package org.yipiao.claims.server.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.telemetry.TraceContext;

/** A bank with a book: executes a message at most once, and says what the test wants it to. */
public final class ScriptedBank implements BankRail {

  public enum Mood {
    SETTLES,
    REJECTS,
    /** Rejects a copy of the message, and leaves open what became of the first one. */
    CALLS_IT_A_DUPLICATE,
    SILENT
  }

  public volatile Mood mood = Mood.SETTLES;
  private final Map<String, byte[]> messages = new ConcurrentHashMap<>();
  private final Map<String, String> traces = new ConcurrentHashMap<>();
  private final Set<String> rejected = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> executed = new ConcurrentHashMap<>();

  /** Under which trace the bank got to know of a claim's payment. */
  public @Nullable String traceId(String claimId) {
    return traces.get("P" + claimId);
  }

  /** This claim's payment is refused for good, whatever the mood. */
  public void reject(String claimId) {
    rejected.add("P" + claimId);
  }

  /** How often a claim was paid. */
  public int paid(String claimId) {
    AtomicInteger times = executed.get("P" + claimId);
    return times == null ? 0 : times.get();
  }

  @Override
  public Handover send(PayerTenant payer, String messageId, byte[] message) {
    TraceContext.current().ifPresent(trace -> traces.putIfAbsent(messageId, trace.traceId()));
    byte[] known = messages.putIfAbsent(messageId, message);
    return known == null || Arrays.equals(known, message)
        ? new Handover.Taken()
        : new Handover.Refused("409");
  }

  @Override
  public Report report(PayerTenant payer, String messageId) {
    if (!messages.containsKey(messageId)) {
      return new Report.UnknownMessage();
    }
    return switch (rejected.contains(messageId) ? Mood.REJECTS : mood) {
      case SILENT -> new Report.Silent();
      case SETTLES -> {
        executed.computeIfAbsent(messageId, _ -> new AtomicInteger(1));
        yield new Report.Answered(answer(messageId, "ACSC", ""));
      }
      case REJECTS -> new Report.Answered(rejection(messageId, "AC04"));
      case CALLS_IT_A_DUPLICATE -> new Report.Answered(rejection(messageId, "AM05"));
    };
  }

  private static byte[] rejection(String messageId, String reason) {
    return answer(messageId, "RJCT", "<StsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></StsRsnInf>");
  }

  private static byte[] answer(String messageId, String status, String reason) {
    return ("<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>"
            + messageId
            + "</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>"
            + messageId.substring(1)
            + "</OrgnlEndToEndId><TxSts>"
            + status
            + "</TxSts>"
            + reason
            + "</TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>")
        .getBytes(StandardCharsets.UTF_8);
  }
}

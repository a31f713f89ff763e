package org.yipiao.gateway.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.charge.Acceptance;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.RefusalCode;
import org.yipiao.gateway.charge.RefusalReason;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Answers HL7 messages: AA with the invoice, AE when the content is refused, AR when the message is
 * not supported or not parseable. Every message gets an answer, and a resend of an accepted one the
 * same bytes again.
 */
public final class Hl7Desk {

  private static final Logger LOG = LoggerFactory.getLogger(Hl7Desk.class);
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final Hl7Profile profile;
  private final Charges charges;
  private final InstantSource time;
  private final BiConsumer<String, @Nullable RefusalCode> answered;
  private final AtomicLong refusals = new AtomicLong();

  /** Where the bills go. */
  @FunctionalInterface
  public interface Charges {
    Acceptance accept(Charge charge);
  }

  /**
   * @param answered told of each answer: AA, AE or AR, and why
   */
  public Hl7Desk(
      Hl7Profile profile,
      Charges charges,
      InstantSource time,
      BiConsumer<String, @Nullable RefusalCode> answered) {
    this.profile = profile;
    this.charges = charges;
    this.time = time;
    this.answered = answered;
  }

  /** The acknowledgement of one message, both without framing. */
  public byte[] answer(byte[] message) {
    try (TraceContext.Scope _ = TraceContext.begin().bind()) {
      try {
        return judge(message);
      } catch (RuntimeException e) {
        LOG.error("a message could not be handled", e);
        return refuse(
            salvage(message), new Hl7Refusal(RefusalReason.NOT_HANDLED, Hl7Location.MESSAGE));
      }
    }
  }

  /** The answer to a message that was cut off because of its size. */
  public byte[] tooLarge(byte[] beginning, int maxBytes) {
    try (TraceContext.Scope _ = TraceContext.begin().bind()) {
      return refuse(
          salvage(beginning),
          new Hl7Refusal(RefusalReason.TOO_MANY_BYTES, Hl7Location.MESSAGE, maxBytes));
    }
  }

  /** The answer to a message whose end mark is missing; it is not judged. */
  public byte[] unfinished(byte[] beginning) {
    return refuse(
        salvage(beginning), new Hl7Refusal(RefusalReason.END_MARK_MISSING, Hl7Location.MESSAGE));
  }

  private byte[] judge(byte[] message) {
    Acknowledgement.About about = salvage(message);
    try {
      CharacterSets.Decoded decoded = CharacterSets.decode(message);
      about = about(decoded.text(), decoded.charset());
      Hl7Message parsed = Hl7Message.parse(decoded.text());
      about = new Acknowledgement.About(parsed.delimiters(), parsed.msh(), decoded.charset());
      MessageHeader header = MessageHeader.of(parsed);
      MappedCharge mapped = ChargeMessage.map(parsed, header, profile);
      return switch (charges.accept(mapped.charge())) {
        case Acceptance.Accepted accepted -> {
          LOG.info("message accepted as invoice {}", accepted.invoice().invoiceId());
          answered.accept("AA", null);
          yield Acknowledgement.accepted(about, profile.zone(), accepted.invoice());
        }
        case Acceptance.Refused refused ->
            refuse(about, mapped.refusal(refused.faults().getFirst()));
      };
    } catch (Hl7Refused e) {
      return refuse(about, e.refusal());
    }
  }

  private byte[] refuse(Acknowledgement.About about, Hl7Refusal refusal) {
    RefusalCode code = refusal.code();
    LOG.info(
        "message refused: {} at {}-{}: {}",
        code,
        refusal.location().segment(),
        refusal.location().field(),
        refusal.reason());
    answered.accept(code.answer() == RefusalCode.Answer.REJECT ? "AR" : "AE", code);
    String messageId =
        "R"
            + Long.toString(time.millis(), 36)
            + "-"
            + Long.toString(refusals.incrementAndGet(), 36);
    return Acknowledgement.refused(about, profile, time.instant(), messageId, refusal);
  }

  /**
   * What an answer needs of a message that may be unreadable, byte for byte: the header's fields in
   * a character set that keeps every byte.
   */
  private static Acknowledgement.About salvage(byte[] message) {
    Charset bytes = StandardCharsets.ISO_8859_1;
    return about(new String(message, bytes), bytes);
  }

  private static Acknowledgement.About about(String message, Charset charset) {
    try {
      Hl7Message header = Hl7Message.parse(LINE_END.split(message, 2)[0]);
      return new Acknowledgement.About(header.delimiters(), header.msh(), charset);
    } catch (Hl7Refused e) {
      return new Acknowledgement.About(Delimiters.USUAL, null, charset);
    }
  }
}

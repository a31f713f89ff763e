package org.yipiao.platform.telemetry;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace a piece of work belongs to, in the shape of W3C Trace Context level 1, section 3.2
 * ({@code traceparent}: {@code 00-<32 hex trace id>-<16 hex parent id>-<2 hex flags>}).
 *
 * <p>It is bound to the thread and shown in every log line as {@code traceId}. A row or a message
 * that will be worked on later stores {@link #traceparent()} and the worker calls {@link
 * #resume(String)}.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero: this step of the trace
 * @param sampled whether the caller records this trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

  /** Name of the HTTP header, the Kafka header and the column. */
  public static final String HEADER = "traceparent";

  /** Key of the trace id in the logging context. */
  public static final String MDC_KEY = "traceId";

  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);
  private static final ThreadLocal<@Nullable TraceContext> CURRENT = new ThreadLocal<>();

  public TraceContext {
    if (!traceId.matches("[0-9a-f]{32}") || traceId.equals(NO_TRACE)) {
      throw new IllegalArgumentException("a trace id has 32 lower-case hex digits, not all zero");
    }
    if (!spanId.matches("[0-9a-f]{16}") || spanId.equals(NO_SPAN)) {
      throw new IllegalArgumentException("a span id has 16 lower-case hex digits, not all zero");
    }
  }

  /** The trace bound to this thread, if any. */
  public static Optional<TraceContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** The trace bound to this thread, or a new one that is not bound. */
  public static TraceContext currentOrNew() {
    return current().orElseGet(TraceContext::begin);
  }

  /** The {@code traceparent} to store beside work that is done later; null outside any trace. */
  public static @Nullable String currentTraceparent() {
    var context = CURRENT.get();
    return context == null ? null : context.traceparent();
  }

  /** A new trace. */
  public static TraceContext begin() {
    return new TraceContext(randomHex(2), randomHex(1), true);
  }

  /**
   * Reads a {@code traceparent}. A malformed one is not an error by the standard (section 4.3): the
   * trace is then begun anew by whoever asks.
   */
  public static Optional<TraceContext> parse(@Nullable String traceparent) {
    if (traceparent == null || traceparent.length() > 256) {
      return Optional.empty();
    }
    var matcher = TRACEPARENT.matcher(traceparent);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = Objects.requireNonNull(matcher.group(1));
    String traceId = Objects.requireNonNull(matcher.group(2));
    String spanId = Objects.requireNonNull(matcher.group(3));
    boolean tailed = matcher.group(5) != null;
    if (version.equals("ff")
        || (version.equals("00") && tailed)
        || traceId.equals(NO_TRACE)
        || spanId.equals(NO_SPAN)) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(Objects.requireNonNull(matcher.group(4)), 16);
    return Optional.of(new TraceContext(traceId, spanId, (flags & 1) == 1));
  }

  /**
   * Binds a stored or received {@code traceparent} to this thread, as a new step of that trace; a
   * new trace if it is null or malformed. Close the scope on the same thread.
   */
  public static Scope resume(@Nullable String traceparent) {
    return parse(traceparent).map(TraceContext::child).orElseGet(TraceContext::begin).bind();
  }

  /** Runs {@code work} as a step of the trace that {@code traceparent} names. */
  public static <T> T callResumed(@Nullable String traceparent, Callable<T> work) throws Exception {
    try (Scope _ = resume(traceparent)) {
      return work.call();
    }
  }

  /** Work that keeps this thread's trace when another thread runs it. */
  public static Runnable carrying(Runnable work) {
    var traceparent = currentTraceparent();
    return () -> {
      try (Scope _ = resume(traceparent)) {
        work.run();
      }
    };
  }

  /** The next step of the same trace. */
  public TraceContext child() {
    return new TraceContext(traceId, randomHex(1), sampled);
  }

  /** The wire form, version 00. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** Binds this trace to the thread until the scope is closed. */
  public Scope bind() {
    var scope = new Scope(CURRENT.get());
    set(this);
    return scope;
  }

  private static void set(@Nullable TraceContext context) {
    if (context == null) {
      CURRENT.remove();
      MDC.remove(MDC_KEY);
    } else {
      CURRENT.set(context);
      MDC.put(MDC_KEY, context.traceId());
    }
  }

  private static String randomHex(int longs) {
    var hex = new StringBuilder(16 * longs);
    for (int i = 0; i < longs; i++) {
      long word = ThreadLocalRandom.current().nextLong();
      hex.append(HexFormat.of().toHexDigits(word == 0 ? 1 : word));
    }
    return hex.toString();
  }

  /** Puts back what the thread was bound to before. */
  public static final class Scope implements AutoCloseable {
    private final @Nullable TraceContext previous;

    private Scope(@Nullable TraceContext previous) {
      this.previous = previous;
    }

    @Override
    public void close() {
      set(previous);
    }
  }
}

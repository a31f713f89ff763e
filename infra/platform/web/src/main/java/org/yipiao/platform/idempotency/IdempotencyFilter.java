package org.yipiao.platform.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.BodyTooLargeException;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.Caller;

/** Keeps the promise of {@link Idempotent}. Runs once the caller is known. */
final class IdempotencyFilter extends OncePerRequestFilter {

  static final String KEY_HEADER = "Idempotency-Key";

  /** Says that the answer was given before. */
  static final String REPLAYED_HEADER = "Idempotency-Replayed";

  private static final Set<Integer> NEVER_STORED =
      Set.of(
          HttpStatus.UNAUTHORIZED.value(),
          HttpStatus.FORBIDDEN.value(),
          HttpStatus.REQUEST_TIMEOUT.value(),
          HttpStatus.CONTENT_TOO_LARGE.value(),
          HttpStatus.TOO_MANY_REQUESTS.value());

  private final IdempotentHandlers handlers;
  private final IdempotencyStore store;
  private final TransactionTemplate transactions;
  private final IdempotencyProperties properties;
  private final Problems problems;

  /** One request that holds its key. */
  private record Turn(TenantId tenant, String key, String claim) {}

  IdempotencyFilter(
      IdempotentHandlers handlers,
      IdempotencyStore store,
      TransactionTemplate transactions,
      IdempotencyProperties properties,
      Problems problems) {
    this.handlers = handlers;
    this.store = store;
    this.transactions = transactions;
    this.properties = properties;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var handler = handlers.of(request);
    var idempotent = handler.map(IdempotentHandlers::declared).orElse(null);
    if (handler.isEmpty() || idempotent == null) {
      chain.doFilter(request, response);
      return;
    }
    var caller = IdempotentHandlers.permittedCaller(handler.get());
    var key = key(request);
    if (caller == null || (key == null && !idempotent.required())) {
      chain.doFilter(request, response);
    } else if (key == null) {
      refuse(request, response, PlatformProblem.IDEMPOTENCY_KEY_REQUIRED, List.of());
    } else if (!isValid(key)) {
      refuse(
          request,
          response,
          PlatformProblem.IDEMPOTENCY_KEY_INVALID,
          List.of(),
          properties.maxKeyLength());
    } else {
      guard(idempotent, caller, key, request, response, chain);
    }
  }

  private void guard(
      Idempotent idempotent,
      Caller caller,
      String key,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    byte[] body;
    try {
      body = request.getInputStream().readAllBytes();
    } catch (BodyTooLargeException e) {
      refuse(
          request,
          response,
          PlatformProblem.BODY_TOO_LARGE,
          Problems.bodyOver(e.limitBytes()),
          Long.toString(e.limitBytes()));
      return;
    }
    var attempt = Attempt.of(caller, key, request, body);
    switch (store.claim(attempt)) {
      case ClaimOutcome.Claimed claimed -> {
        var turn = new Turn(attempt.tenant(), attempt.key(), claimed.claim());
        var captured = new ContentCachingResponseWrapper(response);
        if (work(idempotent, turn, new ReplayableRequest(request, body), captured, chain)) {
          captured.copyBodyToResponse();
        } else {
          captured.reset();
          inFlight(request, response);
        }
      }
      case ClaimOutcome.Answered answered -> replay(answered.answer(), response);
      case ClaimOutcome.InFlight _ -> inFlight(request, response);
      case ClaimOutcome.Reused reused ->
          refuse(request, response, PlatformProblem.IDEMPOTENCY_KEY_REUSED, differences(reused));
    }
  }

  /** Runs the handler and settles the key; false when the claim was lost meanwhile. */
  private boolean work(
      Idempotent idempotent,
      Turn turn,
      HttpServletRequest request,
      ContentCachingResponseWrapper response,
      FilterChain chain)
      throws ServletException, IOException {
    boolean settled = false;
    try {
      if (idempotent.atomic()) {
        var outcome = new AtomicTurn(transactions).run(request, response, chain, turn, this);
        settled = outcome != Settlement.OPEN;
        if (outcome == Settlement.LOST) {
          return false;
        }
      } else {
        chain.doFilter(request, response);
      }
      if (!settled && isFinal(request, response)) {
        settled = store(turn, shortened(StoredAnswer.of(response)));
        return settled;
      }
      return true;
    } finally {
      if (!settled) {
        store.release(turn.tenant(), turn.key(), turn.claim());
      }
    }
  }

  /** How a key stands after the handler's transaction. */
  private enum Settlement {
    /** Rows and answer are committed together. */
    STORED,
    /** Nothing of the handler's was kept; the answer is a refusal. */
    OPEN,
    /** Another attempt took the key over; nothing of the handler's was kept. */
    LOST
  }

  /** The handler inside one transaction with its answer. */
  private record AtomicTurn(TransactionTemplate transactions) {

    Settlement run(
        HttpServletRequest request,
        ContentCachingResponseWrapper response,
        FilterChain chain,
        Turn turn,
        IdempotencyFilter filter)
        throws ServletException, IOException {
      try {
        var settlement =
            transactions.execute(status -> {
              try {
                chain.doFilter(request, response);
              } catch (IOException | ServletException e) {
                throw new HandlerFailed(e);
              }
              if (response.getStatus() >= HttpStatus.BAD_REQUEST.value()) {
                status.setRollbackOnly();
                return Settlement.OPEN;
              }
              if (!filter.store(turn, StoredAnswer.of(response))) {
                status.setRollbackOnly();
                return Settlement.LOST;
              }
              return Settlement.STORED;
            });
        return settlement == null ? Settlement.OPEN : settlement;
      } catch (HandlerFailed e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        if (e.getCause() instanceof ServletException servlet) {
          throw servlet;
        }
        throw e;
      }
    }
  }

  private static final class HandlerFailed extends RuntimeException {
    HandlerFailed(Exception cause) {
      super(cause);
    }
  }

  private static boolean isFinal(
      HttpServletRequest request, ContentCachingResponseWrapper response) {
    int status = response.getStatus();
    return status < HttpStatus.INTERNAL_SERVER_ERROR.value()
        && !NEVER_STORED.contains(status)
        && !Boolean.TRUE.equals(request.getAttribute(Problems.RETRYABLE_ATTRIBUTE));
  }

  /** What is done stays done: of an answer that is too large the body is left out. */
  private StoredAnswer shortened(StoredAnswer answer) {
    return answer.body().length <= properties.maxAnswerBytes() ? answer : answer.withoutBody();
  }

  private boolean store(Turn turn, StoredAnswer answer) {
    if (answer.body().length > properties.maxAnswerBytes()) {
      throw new IllegalStateException(
          "an answer of " + answer.body().length + " bytes is too large to be stored");
    }
    return store.answer(turn.tenant(), turn.key(), turn.claim(), answer);
  }

  private static void replay(StoredAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setHeader(REPLAYED_HEADER, "true");
    if (answer.type() != null) {
      response.setContentType(answer.type());
    }
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private void inFlight(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    refuse(request, response, PlatformProblem.IDEMPOTENCY_IN_FLIGHT, List.of());
  }

  private static List<FieldFault> differences(ClaimOutcome.Reused reused) {
    if (reused.otherEndpoint()) {
      return List.of(FieldFault.of("#:path", PlatformReason.DIFFERS));
    }
    if (reused.pointers().isEmpty()) {
      return List.of(FieldFault.of("", PlatformReason.DIFFERS));
    }
    return reused.pointers().stream()
        .map(pointer -> FieldFault.of(pointer, PlatformReason.DIFFERS))
        .toList();
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      PlatformProblem problem,
      List<FieldFault> fields,
      Object... arguments)
      throws IOException {
    problems.write(request, response, problem, fields, arguments);
  }

  private static @Nullable String key(HttpServletRequest request) {
    var header = request.getHeader(KEY_HEADER);
    if (header == null) {
      return null;
    }
    // The header is a quoted string by its draft standard and bare in common use.
    var key = header.strip();
    return key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")
        ? key.substring(1, key.length() - 1)
        : key;
  }

  private boolean isValid(String key) {
    return !key.isEmpty()
        && key.length() <= properties.maxKeyLength()
        && key.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}

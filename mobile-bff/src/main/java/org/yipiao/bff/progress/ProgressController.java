package org.yipiao.bff.progress;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.bff.claim.Claims;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.bff.store.StoreUnavailableException;
import org.yipiao.bff.upstream.UpstreamRefusedException;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * The streams. Each goes on after its request on its own connection, as {@link EventStream} says:
 * an asynchronous response that is broken off can leave Tomcat with a connection on which a later
 * request waits for ever, and a request that does not end keeps some 100 KiB.
 */
@RestController
class ProgressController {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressController.class);
  private static final String LAST_EVENT = "Last-Event-ID";

  private final Claims claims;
  private final StreamSlots slots;
  private final ClaimStream claimStream;
  private final PersonStream personStream;

  ProgressController(Claims claims, StreamSlots slots, Signals signals, BffProperties settings) {
    this.claims = claims;
    this.slots = slots;
    this.claimStream = new ClaimStream(claims, signals, settings.progress());
    this.personStream = new PersonStream(signals, settings.progress());
  }

  @GetMapping("/api/claims/{claimId:[0-9a-f]{32}}/events")
  void claim(
      SignedIn who,
      @PathVariable String claimId,
      @RequestHeader(name = LAST_EVENT, required = false) @Nullable String lastEvent,
      HttpServletRequest request,
      HttpServletResponse response)
      throws ServletException {
    int after = position(lastEvent);
    open(
        who,
        request,
        response,
        slot -> {
          // Before the stream is open whatever is wrong can still be said.
          var first = claims.now(who, claimId);
          return stream -> claimStream.run(who, claimId, after, first, slot, stream);
        });
  }

  @GetMapping("/api/events")
  void person(SignedIn who, HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    open(who, request, response, slot -> stream -> personStream.run(who, slot, stream));
  }

  private void open(
      SignedIn who,
      HttpServletRequest request,
      HttpServletResponse response,
      Function<StreamSlots.Slot, EventStream.Teller> prepared)
      throws ServletException {
    var slot = slots.take(who.subject());
    boolean open = false;
    try {
      var teller = prepared.apply(slot);
      var trace = TraceContext.currentTraceparent();
      EventStream.open(request, response, stream -> tell(trace, teller, stream), slot::close);
      open = true;
    } catch (IOException e) {
      LOG.debug("the browser has gone");
    } finally {
      if (!open) {
        slot.close();
      }
    }
  }

  /** Once it has begun, a stream that cannot go on ends in order. */
  private static void tell(@Nullable String trace, EventStream.Teller teller, EventStream stream)
      throws IOException, InterruptedException {
    try {
      TraceContext.callResumed(
          trace,
          () -> {
            teller.tell(stream);
            return true;
          });
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (ProblemException | UpstreamRefusedException | StoreUnavailableException e) {
      // The page opens it again and is told then.
      LOG.info("a stream ends: {}", e.getMessage());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int position(@Nullable String lastEvent) {
    if (lastEvent == null || lastEvent.isEmpty()) {
      return 0;
    }
    if (!lastEvent.matches("[0-9]{1,6}")) {
      throw new ProblemException(
          PlatformProblem.REQUEST_INVALID,
          List.of(FieldFault.of("#" + LAST_EVENT, PlatformReason.NOT_VALID)));
    }
    return Integer.parseInt(lastEvent);
  }
}

package org.yipiao.bff.progress;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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

/**
 * The streams. Each is written by the virtual thread of its request, which waits for as long as the
 * stream is open: an asynchronous response that is broken off can leave Tomcat with a connection on
 * which a later request waits for ever.
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

  /** One that writes until it is done, or until there is nobody who reads. */
  private interface Stream {
    void run() throws IOException, InterruptedException;
  }

  @GetMapping("/api/claims/{claimId:[0-9a-f]{32}}/events")
  void claim(
      SignedIn who,
      @PathVariable String claimId,
      @RequestHeader(name = LAST_EVENT, required = false) @Nullable String lastEvent,
      HttpServletResponse response) {
    int after = position(lastEvent);
    try (var slot = slots.take(who.subject())) {
      // Before the stream is open whatever is wrong can still be said.
      var first = claims.now(who, claimId);
      write(response, () -> claimStream.run(who, claimId, after, first, slot, response));
    }
  }

  @GetMapping("/api/events")
  void person(SignedIn who, HttpServletResponse response) {
    try (var slot = slots.take(who.subject())) {
      write(response, () -> personStream.run(who, slot, response));
    }
  }

  private static void write(HttpServletResponse response, Stream stream) {
    try {
      stream.run();
    } catch (IOException e) {
      LOG.debug("the browser has gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ProblemException | UpstreamRefusedException | StoreUnavailableException e) {
      if (!response.isCommitted()) {
        throw e;
      }
      // The page opens it again and is told then.
      LOG.info("a stream ends: {}", e.getMessage());
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

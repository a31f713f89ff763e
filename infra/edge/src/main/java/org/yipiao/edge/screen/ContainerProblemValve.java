package org.yipiao.edge.screen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the container what it refuses by itself: a problem instead of a page that names it.
 * Made by the container, so nothing can be given to it; there is no trace yet and no language.
 */
public final class ContainerProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    boolean ours = status >= 500;
    new SecurityHeaders(false).writeTo(response.getResponse());
    response.setContentType("application/problem+json");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    try (var body = response.getReporter()) {
      if (body != null) {
        body.write(
            """
            {"type":"urn:yipiao:problem:%s","title":"%s","status":%d,"detail":"%s","code":"%s",\
            "retryable":%b,"fields":[]}\
            """
                .formatted(
                    ours ? "internal-error" : "request-invalid",
                    ours ? "Unexpected error" : "Request not valid",
                    status,
                    ours
                        ? "The request failed on our side and its outcome is unknown."
                        : "The request is not one that can be read.",
                    ours ? "INTERNAL_ERROR" : "REQUEST_INVALID",
                    ours));
        response.finishResponse();
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }
}

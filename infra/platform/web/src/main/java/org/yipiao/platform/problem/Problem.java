package org.yipiao.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every refusal (RFC 9457, {@code application/problem+json}).
 *
 * @param type {@code urn:yipiao:problem:} and the code in lower case with hyphens
 * @param title short text in the caller's language, the same for each occurrence
 * @param status the HTTP status
 * @param detail what happened this time, in the caller's language
 * @param instance the path that was called
 * @param code stable name for programs
 * @param retryable whether the unchanged request may succeed later
 * @param fields what is wrong with which field; may be empty
 * @param traceId 32 hex digits that find the log lines; null outside a trace
 */
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    boolean retryable,
    List<FieldProblem> fields,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceId) {

  public Problem {
    fields = List.copyOf(fields);
  }
}

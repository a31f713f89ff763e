package org.yipiao.platform.problem;

import org.springframework.http.HttpStatus;

/**
 * A refusal that a caller can tell from every other by its name. Each service has one enum of them;
 * a name is never reused for another meaning.
 *
 * <p>Texts: {@code problem.<NAME>.title} and {@code problem.<NAME>.detail} in the service's {@code
 * messages.properties} (English) and {@code messages_zh_CN.properties}, in UTF-8.
 */
public interface ProblemCode {

  /** Upper-case letters, digits and underscores. */
  String name();

  HttpStatus status();

  /** Whether the same request may succeed later without being changed. */
  boolean retryable();
}

package org.yipiao.platform.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handler takes an {@code Idempotency-Key}. Same key and same request: the stored answer. Same
 * key and another request: 422 naming what differs. First request still under way: 409.
 *
 * <p>Final answers are stored: success and refusals that repeating will not change. Others (5xx,
 * 401, 403, 429, anything retryable) free the key. The handler answers on its own thread.
 *
 * <p>Of an answer over {@code yipiao.idempotency.max-answer-bytes} a repetition gets status and
 * {@code Location} without a body; an atomic handler fails instead, and leaves nothing.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

  /** Whether a request without the header is refused. */
  boolean required() default true;

  /**
   * Whether the handler's rows and the stored answer are committed together, so that a crash leaves
   * both or neither. The handler's own transactions join this one, and a connection is held while
   * it runs; switch it off for handlers that call other services, and make those idempotent by
   * their own ids.
   */
  boolean atomic() default true;
}

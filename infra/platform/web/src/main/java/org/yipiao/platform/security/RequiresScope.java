package org.yipiao.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who calls this handler needs a token with at least one of these scopes. On a type it holds for
 * each handler that has no annotation of its own. A service with a handler that has neither this
 * nor {@link PublicEndpoint} does not start.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {
  String[] value();
}

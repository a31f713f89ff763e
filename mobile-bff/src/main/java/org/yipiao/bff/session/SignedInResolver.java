package org.yipiao.bff.session;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.yipiao.bff.limit.Limits;
import org.yipiao.bff.problem.BffProblem;
import org.yipiao.platform.problem.ProblemException;

/**
 * Gives handlers whoever the gate let through; without there is no way to them. Counts their calls.
 */
final class SignedInResolver implements HandlerMethodArgumentResolver {

  private final Limits limits;

  SignedInResolver(Limits limits) {
    this.limits = limits;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == SignedIn.class;
  }

  @Override
  public SignedIn resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    if (request.getAttribute(SessionGate.SIGNED_IN, RequestAttributes.SCOPE_REQUEST)
        instanceof SignedIn signedIn) {
      limits.call(signedIn.subject());
      return signedIn;
    }
    throw new ProblemException(BffProblem.SIGN_IN_NEEDED);
  }
}

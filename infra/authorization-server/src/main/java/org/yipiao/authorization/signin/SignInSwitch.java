package org.yipiao.authorization.signin;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether patients can sign in at all: a server without it knows nothing of the code flow. */
public final class SignInSwitch {

  private SignInSwitch() {}

  /** Messages can be sent. */
  public static final class On implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isOn(context);
    }
  }

  /** No address for messages is set. */
  public static final class Off implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isOn(context);
    }
  }

  private static boolean isOn(ConditionContext context) {
    return !context
        .getEnvironment()
        .getProperty("yipiao.authorization.sign-in.message-url", "")
        .isEmpty();
  }
}

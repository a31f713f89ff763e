package org.yipiao.authorization.signin;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Asks for codes: within the limits, and with room to send them. */
final class SignIn {

  private final OneTimeCodes codes;
  private final SendingLimits limits;
  private final CodeDelivery delivery;

  SignIn(OneTimeCodes codes, SendingLimits limits, CodeDelivery delivery) {
    this.codes = codes;
    this.limits = limits;
    this.delivery = delivery;
  }

  /** What came of asking for a code. None of it says whether the phone is known. */
  sealed interface Asked permits Opened, TooMany, Busy {}

  /** A challenge is open; a known phone gets its code. */
  record Opened(String challenge) implements Asked {}

  /** More messages were asked for than an hour may have. */
  record TooMany() implements Asked {}

  /** Too many messages are on their way at present. */
  record Busy() implements Asked {}

  /**
   * @param text the message with a code
   */
  Asked ask(
      PhoneNumber phone,
      String address,
      Optional<KnownDevices.Device> device,
      UnaryOperator<String> text) {
    if (!limits.admit(phone, address, device)) {
      return new TooMany();
    }
    if (!delivery.reserve()) {
      return new Busy();
    }
    boolean begun = false;
    try {
      var opened = codes.open(phone);
      delivery.begin(phone, opened, text);
      begun = true;
      return new Opened(opened.challenge());
    } finally {
      if (!begun) {
        delivery.release();
      }
    }
  }

  OneTimeCodes.Check check(String challenge, String code) {
    return codes.check(challenge, code);
  }
}

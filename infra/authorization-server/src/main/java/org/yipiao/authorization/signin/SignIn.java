package org.yipiao.authorization.signin;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Asks for codes and takes them: within the limits, and with room to send them. */
final class SignIn {

  private final OneTimeCodes codes;
  private final SendingLimits limits;
  private final GuessLimit guesses;
  private final CodeDelivery delivery;
  private final Optional<OwnMessages> own;
  private final SignInKey key;

  /**
   * @param own none where the platform takes no messages
   */
  SignIn(
      OneTimeCodes codes,
      SendingLimits limits,
      GuessLimit guesses,
      CodeDelivery delivery,
      Optional<OwnMessages> own,
      SignInKey key) {
    this.codes = codes;
    this.limits = limits;
    this.guesses = guesses;
    this.delivery = delivery;
    this.own = own;
    this.key = key;
  }

  /** What came of asking for a code. None of it says whether the phone is known. */
  sealed interface Asked permits Opened, TooMany, Busy {}

  /** A challenge is open; a known phone gets its code. */
  record Opened(String challenge) implements Asked {}

  /**
   * More messages were asked for than an hour may have.
   *
   * @param instead what the owner may send themselves
   */
  record TooMany(Optional<OwnMessages.Opened> instead) implements Asked {}

  /** Too many messages are on their way at present. */
  record Busy() implements Asked {}

  /**
   * @param kind whom the client signs in
   * @param text the message with a code
   */
  Asked ask(
      SignsIn kind,
      PhoneNumber phone,
      String address,
      Optional<KnownDevices.Device> device,
      UnaryOperator<String> text) {
    if (!limits.admit(phone, address, device)) {
      return new TooMany(own.flatMap(each -> each.open(key.tag(phone), address)));
    }
    if (!delivery.reserve()) {
      return new Busy();
    }
    boolean begun = false;
    try {
      var opened = codes.open(phone);
      delivery.begin(kind, phone, opened, text);
      begun = true;
      return new Opened(opened.challenge());
    } finally {
      if (!begun) {
        delivery.release();
      }
    }
  }

  /** What came of entering a code. */
  sealed interface Entered permits Checked, TooManyWrong {}

  /** It was looked at. */
  record Checked(OneTimeCodes.Check check) implements Entered {}

  /** Too many wrong codes came from this network; the challenge stands as it did. */
  record TooManyWrong() implements Entered {}

  Entered enter(
      String challenge, String code, String address, Optional<KnownDevices.Device> device) {
    var phoneTag = codes.phoneTag(challenge);
    if (phoneTag.isEmpty()) {
      return new Checked(new OneTimeCodes.Ended());
    }
    var guess = guesses.admit(phoneTag.get(), address, device);
    if (guess.isEmpty()) {
      return new TooManyWrong();
    }
    var check = codes.check(challenge, code);
    if (check instanceof OneTimeCodes.Accepted) {
      guess.get().giveBack();
    }
    return new Checked(check);
  }

  /**
   * A message that the owner may send in the place of a code.
   *
   * @param challenge whose code they cannot enter
   * @return none when the challenge has ended, or there may be no such message
   */
  Optional<OwnMessages.Opened> insteadOf(String challenge, String address) {
    return own.flatMap(
        each -> codes.phoneTag(challenge).flatMap(phoneTag -> each.open(phoneTag, address)));
  }

  /**
   * Looks whether the owner's message came. Its sender is told once it has signed a browser in.
   *
   * @param name of what was opened
   * @param notice what its sender is told
   */
  OwnMessages.Look look(String name, SignsIn kind, String notice) {
    var look = own.map(each -> each.look(name, kind)).orElseGet(OwnMessages.Over::new);
    if (look instanceof OwnMessages.Came came) {
      delivery.tell(came.phone(), notice);
    }
    return look;
  }
}

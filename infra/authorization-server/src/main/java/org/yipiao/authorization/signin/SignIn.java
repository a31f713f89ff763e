package org.yipiao.authorization.signin;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Asks for codes and takes them: within the limits, and with room to send them. */
final class SignIn {

  private final OneTimeCodes codes;
  private final SendingLimits limits;
  private final GuessLimit guesses;
  private final CodeDelivery delivery;
  private final Notices notices;
  private final Optional<OwnMessages> own;
  private final KnownDevices devices;
  private final SignInKey key;

  /**
   * @param own none where the platform takes no messages
   */
  SignIn(
      OneTimeCodes codes,
      SendingLimits limits,
      GuessLimit guesses,
      CodeDelivery delivery,
      Notices notices,
      Optional<OwnMessages> own,
      KnownDevices devices,
      SignInKey key) {
    this.codes = codes;
    this.limits = limits;
    this.guesses = guesses;
    this.delivery = delivery;
    this.notices = notices;
    this.own = own;
    this.devices = devices;
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
      OwnMessages.Asker asker,
      Optional<KnownDevices.Device> device,
      UnaryOperator<String> text) {
    var tagged = TaggedPhone.of(key, phone);
    var known = devices.known(device, tagged.tag());
    if (!limits.admit(tagged.tag(), asker.address(), known)) {
      return new TooMany(own.flatMap(each -> each.open(tagged, asker)));
    }
    if (!delivery.reserve()) {
      return new Busy();
    }
    boolean begun = false;
    try {
      var opened = codes.open(tagged, known);
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
  sealed interface Entered permits Checked, TooManyWrong, TooManyForThePhone {}

  /** It was looked at. */
  record Checked(OneTimeCodes.Check check) implements Entered {}

  /** Too many wrong codes came from this network; the challenge stands as it did. */
  record TooManyWrong() implements Entered {}

  /** Too many wrong codes were entered for the phone; the challenge stands as it did. */
  record TooManyForThePhone() implements Entered {}

  Entered enter(
      String challenge, String code, String address, Optional<KnownDevices.Device> device) {
    var asked = codes.asked(challenge);
    if (asked.isEmpty() || !mayEnter(asked.get(), device)) {
      return new Checked(new OneTimeCodes.Ended());
    }
    var phoneTag = asked.get().phone().tag();
    return switch (guesses.admit(phoneTag, address, asked.get().device().isPresent())) {
      case GuessLimit.NetworkUsedUp _ -> new TooManyWrong();
      case GuessLimit.PhoneUsedUp _ -> new TooManyForThePhone();
      case GuessLimit.Admitted guess -> {
        var check = codes.check(challenge, code);
        if (check instanceof OneTimeCodes.Accepted) {
          guess.giveBack();
        }
        yield new Checked(check);
      }
    };
  }

  /** Else a known browser could hide its cookie at the end and become a second known one. */
  private static boolean mayEnter(OneTimeCodes.Asked asked, Optional<KnownDevices.Device> device) {
    return asked.device().isEmpty() || asked.device().equals(device.map(KnownDevices.Device::id));
  }

  /**
   * A message that the owner may send in the place of a code.
   *
   * @param challenge whose code they cannot enter
   * @return none when the challenge has ended, or there may be no such message
   */
  Optional<OwnMessages.Opened> insteadOf(String challenge, OwnMessages.Asker asker) {
    return own.flatMap(
        each -> codes.asked(challenge).flatMap(asked -> each.open(asked.phone(), asker)));
  }

  /**
   * Looks whether the owner's message came. Its sender is told once it has signed a browser in.
   *
   * @param name of what was opened
   * @param notice what its sender is told, by the phone
   */
  OwnMessages.Look look(String name, SignsIn kind, Function<PhoneNumber, String> notice) {
    var look = own.map(each -> each.look(name, kind)).orElseGet(OwnMessages.Over::new);
    if (look instanceof OwnMessages.Came came) {
      notices.tell(came.phone(), notice.apply(came.phone()));
    }
    return look;
  }
}

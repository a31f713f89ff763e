package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.platform.id.StaffId;

/** What somebody can do at a phone whose cookie they once got. */
class SignInTest {

  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");
  private static final StaffId OWNER = new StaffId("wang.fang");
  private static final Subject SUBJECT = new Subject.Employee(OWNER);

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final InMemoryExpiringStore store = new InMemoryExpiringStore(() -> now, 10_000);
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final KnownDevices devices =
      new KnownDevices(store, key, () -> now, Duration.ofDays(180));
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final SignIn signIn = signIn();

  private SignIn signIn() {
    var settings =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class);
    var codes = new OneTimeCodes(store, key, () -> now, settings.codeLife(), settings.attempts());
    var subjects =
        new Subjects(
            _ -> Optional.empty(),
            (_, _) -> {
              throw new IllegalStateException("nobody is a patient");
            },
            new StaffDirectory() {
              @Override
              public Optional<StaffId> find(PhoneNumber phone) {
                return Optional.of(OWNER);
              }

              @Override
              public Optional<StaffId> findReader(PhoneNumber phone) {
                return Optional.of(OWNER);
              }
            });
    var own =
        new OwnMessages(
            store, key, () -> now, _ -> List.of(), subjects, new SignInTexts(), settings);
    return new SignIn(
        codes,
        new SendingLimits(store, key, settings),
        new GuessLimit(store, key, settings),
        new CodeDelivery(codes, subjects, (_, text) -> sent.add(text)),
        new Notices((_, _) -> {}, List.of(), 1),
        Optional.of(own),
        devices,
        key);
  }

  private SignIn.Asked ask(Optional<KnownDevices.Device> device) {
    var asker = new OwnMessages.Asker("203.0.113.7", "session", Optional.empty());
    return signIn.ask(SignsIn.STAFF, PHONE, asker, device, code -> code);
  }

  private String challenge(Optional<KnownDevices.Device> device) {
    return ((SignIn.Opened) ask(device)).challenge();
  }

  private SignIn.Entered enter(
      String challenge, String code, Optional<KnownDevices.Device> device) {
    return signIn.enter(challenge, code, "203.0.113.7", device);
  }

  private String code() {
    await().until(() -> !sent.isEmpty());
    return sent.remove();
  }

  private Optional<KnownDevices.Device> knownDevice() {
    return devices.read(devices.write(Optional.empty(), key.tag(PHONE), SUBJECT));
  }

  @Test
  void aCodeThatWasAskedForWithACookieIsEnteredWithItAlone() {
    var device = knownDevice();
    var challenge = challenge(device);
    var code = code();
    var other = knownDevice();
    assertThat(enter(challenge, code, Optional.empty()))
        .isEqualTo(new SignIn.Checked(new OneTimeCodes.Ended()));
    assertThat(enter(challenge, code, other))
        .isEqualTo(new SignIn.Checked(new OneTimeCodes.Ended()));
    assertThat(enter(challenge, code, device))
        .isEqualTo(new SignIn.Checked(new OneTimeCodes.Accepted(SUBJECT, key.tag(PHONE))));
  }

  /** Eight cookies, and as many codes as they get, for a day. */
  @Test
  void knownBrowsersGuessNoMoreThanThePhonesBoundHoweverMany() {
    var all = List.of(knownDevice(), knownDevice(), knownDevice(), knownDevice());
    int looked = 0;
    int messages = 0;
    for (int hour = 0; hour < 24; hour++) {
      for (int i = 0; i < 40; i++) {
        var device = all.get(i % all.size());
        if (ask(device) instanceof SignIn.Opened opened) {
          messages++;
          for (int guess = 0; guess < 5; guess++) {
            var wrong = code(opened, guess);
            looked += enter(opened.challenge(), wrong, device) instanceof SignIn.Checked ? 1 : 0;
          }
        }
      }
      now = now.plus(Duration.ofMinutes(59));
    }
    assertThat(messages).isEqualTo(60);
    assertThat(looked).isEqualTo(15);
    assertThat(ask(all.getFirst()))
        .as("the owner sends a message")
        .isInstanceOfSatisfying(
            SignIn.TooMany.class, tooMany -> assertThat(tooMany.instead()).isPresent());
  }

  /** None that is right, by which the guesses would end early. */
  private String code(SignIn.Opened opened, int guess) {
    if (guess == 0) {
      right = code();
    }
    assertThat(opened.challenge()).isNotEmpty();
    return right.equals("00000" + guess) ? "100000" : "00000" + guess;
  }

  private String right = "";

  @Test
  void strangersUseUpNothingOfTheOwnersBrowser() {
    var device = knownDevice();
    for (int i = 0; i < 3; i++) {
      var challenge = challenge(Optional.empty());
      code();
      for (int guess = 0; guess < 5; guess++) {
        assertThat(enter(challenge, "", Optional.empty())).isInstanceOf(SignIn.Checked.class);
      }
    }
    var strange = challenge(Optional.empty());
    code();
    assertThat(enter(strange, "", Optional.empty())).isEqualTo(new SignIn.TooManyForThePhone());
    var challenge = challenge(device);
    assertThat(enter(challenge, code(), device))
        .isEqualTo(new SignIn.Checked(new OneTimeCodes.Accepted(SUBJECT, key.tag(PHONE))));
  }
}

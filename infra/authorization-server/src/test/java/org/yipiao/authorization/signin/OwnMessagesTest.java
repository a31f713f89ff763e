package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.authorization.signin.IncomingMessages.Incoming;
import org.yipiao.authorization.signin.OwnMessages.Came;
import org.yipiao.authorization.signin.OwnMessages.NotYet;
import org.yipiao.authorization.signin.OwnMessages.Opened;
import org.yipiao.authorization.signin.OwnMessages.Over;
import org.yipiao.authorization.store.InMemoryExpiringStore;
import org.yipiao.platform.id.StaffId;

/** Which message signs which browser in. */
class OwnMessagesTest {

  private static final String HERE = "203.0.113.7";
  private static final PhoneNumber PHONE = new PhoneNumber("+8613800138000");
  private static final PhoneNumber OTHER = new PhoneNumber("+8613900139000");
  private static final Subject OWNER = new Subject.Employee(new StaffId("wang.fang"));

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final List<Incoming> came = new ArrayList<>();
  private final SignInKey key = new SignInKey(new byte[SignInKey.BYTES]);
  private final SignInTexts texts = new SignInTexts();
  private final OwnMessages own =
      new OwnMessages(
          new InMemoryExpiringStore(() -> now, 10_000),
          key,
          () -> now,
          word -> came.stream().filter(each -> each.text().contains(word)).toList(),
          new Subjects(
              _ -> Optional.empty(),
              (_, _) -> {
                throw new IllegalStateException("nobody is a patient");
              },
              phone ->
                  phone.equals(PHONE) ? Optional.of(new StaffId("wang.fang")) : Optional.empty()),
          texts,
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of("yipiao.authorization.sign-in.messages-per-address", "40")))
              .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class));

  private Opened open(PhoneNumber phone) {
    return own.open(key.tag(phone), HERE).orElseThrow();
  }

  private void send(PhoneNumber from, String text) {
    came.add(new Incoming(from, text, now));
  }

  private String message(Opened opened) {
    return texts.ownMessage(Locale.SIMPLIFIED_CHINESE, opened.word());
  }

  private OwnMessages.Look look(Opened opened) {
    return own.look(opened.name(), SignsIn.STAFF);
  }

  @Test
  void aMessageFromThePhoneSignsTheBrowserInThatShowsItsWordAndDoesSoOnce() {
    var opened = open(PHONE);
    assertThat(look(opened)).isEqualTo(new NotYet(opened));
    send(PHONE, message(opened));
    assertThat(look(opened)).isEqualTo(new Came(OWNER, PHONE));
    assertThat(look(opened)).isEqualTo(new Over());
  }

  @Test
  void aMessageFromAnotherPhoneIsNone() {
    var opened = open(PHONE);
    send(OTHER, message(opened));
    assertThat(look(opened)).isEqualTo(new NotYet(opened));
  }

  @Test
  void aPhoneOfNobodySignsNobodyInThoughItsMessageCame() {
    var opened = open(OTHER);
    send(OTHER, message(opened));
    assertThat(look(opened)).isEqualTo(new NotYet(opened));
    assertThat(own.look(opened.name(), SignsIn.NOBODY)).isEqualTo(new NotYet(opened));
  }

  @Test
  void theWordOfOneBrowserSignsInNoOther() {
    var strangers = open(PHONE);
    var owners = open(PHONE);
    send(PHONE, message(owners));
    assertThat(look(strangers)).isEqualTo(new NotYet(strangers));
    assertThat(look(owners)).isEqualTo(new Came(OWNER, PHONE));
    assertThat(look(strangers)).isEqualTo(new NotYet(strangers));
  }

  @Test
  void aMessageThatComesTooLateOrCameBeforeIsNone() {
    var early = open(PHONE);
    came.add(new Incoming(PHONE, message(early), now.minus(Duration.ofMinutes(2))));
    assertThat(look(early)).isEqualTo(new NotYet(early));
    now = now.plus(Duration.ofMinutes(5));
    send(PHONE, message(early));
    assertThat(look(early)).isEqualTo(new Over());
  }

  @Test
  void whoeverSendsItReadsWhatItDoes() {
    var opened = open(PHONE);
    for (var other :
        List.of(
            opened.word(),
            "TD " + opened.word(),
            message(opened) + "0",
            "1" + message(opened),
            "yes, " + message(opened))) {
      send(PHONE, other);
      assertThat(look(opened)).as(other).isEqualTo(new NotYet(opened));
    }
  }

  @Test
  void takesTheMessageInEachLanguageHoweverItIsSpacedOrWritten() {
    for (var language : SignInTexts.LANGUAGES) {
      for (var way : new String[] {"%s", " %s。", "“%s”\n"}) {
        var opened = open(PHONE);
        send(PHONE, way.formatted(texts.ownMessage(language, opened.word())));
        assertThat(look(opened)).as("%s %s", language, way).isEqualTo(new Came(OWNER, PHONE));
      }
    }
    var opened = open(PHONE);
    send(PHONE, "YIPIAO SIGN-IN" + opened.word());
    assertThat(look(opened)).isInstanceOf(Came.class);
  }

  @Test
  void givesNoWordTwiceAndNoMoreToANetworkThanItMayAskFor() {
    var words = new HashSet<String>();
    for (int i = 0; i < 40; i++) {
      assertThat(words.add(open(PHONE).word())).isTrue();
    }
    assertThat(words).allMatch(word -> word.matches("[0-9]{8}"));
    assertThat(own.open(key.tag(PHONE), HERE)).isEmpty();
    assertThat(own.open(key.tag(PHONE), "203.0.113.8")).as("another network").isPresent();
    now = now.plus(Duration.ofHours(1));
    assertThat(own.open(key.tag(PHONE), HERE)).isPresent();
  }

  @Test
  void looksOnlySoOften() {
    var opened = open(PHONE);
    for (int i = 0; i < 90; i++) {
      assertThat(look(opened)).isEqualTo(new NotYet(opened));
    }
    send(PHONE, message(opened));
    assertThat(look(opened)).isEqualTo(new Over());
  }
}

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
  private static final PhoneNumber DECIDER = new PhoneNumber("+8613700137000");
  private static final PhoneNumber ABROAD = new PhoneNumber("+85291234567");
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
              new StaffDirectory() {
                @Override
                public Optional<StaffId> find(PhoneNumber phone) {
                  return List.of(PHONE, DECIDER).contains(phone)
                      ? Optional.of(new StaffId("wang.fang"))
                      : Optional.empty();
                }

                @Override
                public Optional<StaffId> findReader(PhoneNumber phone) {
                  return find(phone).filter(_ -> phone.equals(PHONE));
                }
              }),
          texts,
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of("yipiao.authorization.sign-in.own-messages-per-address", "40")))
              .bindOrCreate("yipiao.authorization.sign-in", SignInProperties.class));

  private int sessions;

  /** In a session of its own. */
  private Opened open(PhoneNumber phone) {
    return open(phone, HERE).orElseThrow();
  }

  private Optional<Opened> open(PhoneNumber phone, String address) {
    return open(phone, address, "session-" + sessions++, Optional.empty());
  }

  private Optional<Opened> open(
      PhoneNumber phone, String address, String session, Optional<String> pending) {
    return own.open(TaggedPhone.of(key, phone), new OwnMessages.Asker(address, session, pending));
  }

  private void send(PhoneNumber from, String text) {
    came.add(new Incoming(from, text, now));
  }

  private String message(Opened opened) {
    return texts.ownMessage(Locale.SIMPLIFIED_CHINESE, opened.word(), true);
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
        send(PHONE, way.formatted(texts.ownMessage(language, opened.word(), true)));
        assertThat(look(opened)).as("%s %s", language, way).isEqualTo(new Came(OWNER, PHONE));
      }
    }
    var opened = open(PHONE);
    send(PHONE, "登录医票YIPIAO SIGN-IN" + opened.word());
    assertThat(look(opened)).isInstanceOf(Came.class);
  }

  @Test
  void givesNoWordTwiceAndNoMoreToANetworkThanItMayAskFor() {
    var words = new HashSet<String>();
    for (int i = 0; i < 40; i++) {
      assertThat(words.add(open(PHONE).word())).isTrue();
    }
    assertThat(words).allMatch(word -> word.matches("[0-9]{8}"));
    assertThat(open(PHONE, HERE)).isEmpty();
    assertThat(open(PHONE, "203.0.113.8")).as("another network").isPresent();
    now = now.plus(Duration.ofMinutes(5));
    assertThat(open(PHONE, HERE)).isPresent();
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

  /** Else somebody who reads no English is talked into it in English. */
  @Test
  void inMainlandChinaTheEnglishSentenceAloneIsNone() {
    var opened = open(PHONE);
    send(PHONE, texts.text(Locale.ENGLISH, "own.message", opened.word()));
    assertThat(look(opened)).isEqualTo(new NotYet(opened));
    assertThat(texts.ownMessage(Locale.ENGLISH, "12345678", open(ABROAD).mainland()))
        .isEqualTo("Yipiao sign-in 12345678");
    assertThat(texts.toPhone(PHONE, Locale.ENGLISH, "own.notice"))
        .matches("(?s)【医票】.*退出所有设备.*\\[Yipiao] .*everywhere.*");
    assertThat(texts.toPhone(ABROAD, Locale.ENGLISH, "own.notice")).doesNotContain("医票");
  }

  @Test
  void whoeverDecidesOtherPeoplesMoneySignsInByNoMessage() {
    var opened = open(DECIDER);
    send(DECIDER, message(opened));
    assertThat(look(opened)).isEqualTo(new NotYet(opened));
  }

  @Test
  void aSessionThatAsksAgainHasTheWordThatItHasAndThreeInAll() {
    var first = open(PHONE, HERE, "s", Optional.empty()).orElseThrow();
    for (int i = 0; i < 100; i++) {
      assertThat(open(PHONE, HERE, "s", Optional.of(first.name()))).hasValue(first);
    }
    var other = open(OTHER, HERE, "s", Optional.of(first.name())).orElseThrow();
    assertThat(other.word()).isNotEqualTo(first.word());
    now = now.plus(Duration.ofMinutes(5));
    var next = open(OTHER, HERE, "s", Optional.of(other.name())).orElseThrow();
    assertThat(next.word()).isNotEqualTo(other.word());
    assertThat(open(PHONE, HERE, "s", Optional.of(next.name()))).isEmpty();
    assertThat(open(PHONE, HERE, "another session", Optional.empty())).isPresent();
  }

  /** Who signs in behind one address with many others is not kept out by one of them. */
  @Test
  void oneNeighbourUsesUpNobodysWordsByPressingOften() {
    var pending = Optional.<String>empty();
    for (int i = 0; i < 1_000; i++) {
      var opened = open(i % 2 == 0 ? PHONE : OTHER, HERE, "neighbour", pending);
      pending = opened.map(Opened::name).or(() -> Optional.empty());
    }
    assertThat(open(PHONE, HERE)).isPresent();
  }
}

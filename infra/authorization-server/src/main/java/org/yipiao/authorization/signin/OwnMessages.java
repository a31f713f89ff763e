package org.yipiao.authorization.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.authorization.store.ExpiringStore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way in for whom no code can be sent: the page shows a word, and the owner of the phone sends
 * it from there. That takes no message to the phone, so nobody can use it up; the sender proves
 * whose the phone is, the word whose browser asks. There is nothing to guess: a word alone opens
 * nothing, and each is one browser's and no other's.
 */
final class OwnMessages {

  private static final Logger LOG = LoggerFactory.getLogger(OwnMessages.class);

  private static final int WORDS = 100_000_000;
  private static final String PENDING = "own:";
  private static final String LOOKS = "own-looks:";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SESSION = "own-session:";

  /** Short: who uses up a network's keeps its neighbours waiting for no longer. */
  private static final Duration NETWORK_WINDOW = Duration.ofMinutes(5);

  /** One that runs out and one that was for another number, and one more. */
  private static final int MOST_IN_A_SESSION = 3;

  /** A word is given once within it, so that a message from before finds no new browser. */
  private static final Duration RESERVED = Duration.ofHours(2);

  /** By as much the clock of whoever takes messages may be behind. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Somebody who presses every ten seconds for as long as the longest word lives. */
  private static final int MOST_LOOKS = 90;

  /** More at once would only wait for the services behind. */
  private static final int MOST_AT_ONCE = 32;

  private final ExpiringStore store;
  private final SignInKey key;
  private final InstantSource time;
  private final IncomingMessages messages;
  private final Subjects subjects;
  private final SignInTexts texts;
  private final SignInProperties settings;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  OwnMessages(
      ExpiringStore store,
      SignInKey key,
      InstantSource time,
      IncomingMessages messages,
      Subjects subjects,
      SignInTexts texts,
      SignInProperties settings) {
    this.store = store;
    this.key = key;
    this.time = time;
    this.messages = messages;
    this.subjects = subjects;
    this.texts = texts;
    this.settings = settings;
  }

  /**
   * Who asks for a word.
   *
   * @param address that the request came from
   * @param session a name of the browser's session that nobody else knows
   * @param pending name of the word that the session has
   */
  record Asker(String address, String session, Optional<String> pending) {
    @Override
    public String toString() {
      return "Asker[…]";
    }
  }

  /**
   * @param name 256 random bits, known to one browser's session
   * @param word eight digits that are no secret
   * @param mainland whether the phone is one of mainland China
   */
  record Opened(String name, String word, boolean mainland) {
    @Override
    public String toString() {
      return "Opened[…]";
    }
  }

  /** What is known of the message. */
  sealed interface Look permits Came, NotYet, Busy, Over {}

  /** It came from the phone, for the first time. */
  record Came(Subject subject, PhoneNumber phone) implements Look {}

  /** It did not come, or from another phone, or the phone belongs to nobody we know. */
  record NotYet(Opened opened) implements Look {}

  /** It cannot be found out at present. */
  record Busy(Opened opened) implements Look {}

  /** The word is worth nothing any more. */
  record Over() implements Look {}

  private record Pending(String word, TaggedPhone phone, Instant openedAt, Instant until) {}

  /**
   * The word that the session has for the phone, or else a new one: it costs nothing to press
   * twice, and nobody uses up the network's by pressing often.
   *
   * @param phone that it is to come from
   * @return none when the session or its network has had too many
   */
  Optional<Opened> open(TaggedPhone phone, Asker asker) {
    var there = asker.pending().flatMap(name -> pendingFor(phone, name));
    return there.isPresent() ? there : openNew(phone, asker);
  }

  private Optional<Opened> pendingFor(TaggedPhone phone, String name) {
    return store
        .get(PENDING + name)
        .map(OwnMessages::parse)
        .filter(pending -> pending.phone().equals(phone))
        .map(pending -> new Opened(name, pending.word(), phone.mainland()));
  }

  private Optional<Opened> openNew(TaggedPhone phone, Asker asker) {
    if (!admits(asker)) {
      return Optional.empty();
    }
    var secret = new byte[32];
    random.nextBytes(secret);
    var now = time.instant();
    var opened = new Opened(HexFormat.of().formatHex(secret), newWord(), phone.mainland());
    var pending = new Pending(opened.word(), phone, now, now.plus(settings.codeLife()));
    store.put(PENDING + opened.name(), JSON.writeValueAsString(pending), settings.codeLife());
    return Optional.of(opened);
  }

  private boolean admits(Asker asker) {
    var session = SESSION + key.tag("session", asker.session());
    if (store.increment(session, RESERVED) > MOST_IN_A_SESSION) {
      return false;
    }
    for (var network : Network.ofOneSubscriber(asker.address())) {
      long most = network.times(settings.ownMessagesPerAddress());
      if (store.increment("sent:own:" + network.tag(key), NETWORK_WINDOW) > most) {
        return false;
      }
    }
    return true;
  }

  private String newWord() {
    String word;
    do {
      word = String.format(Locale.ROOT, "%08d", random.nextInt(WORDS));
    } while (store.increment("own-word:" + word, RESERVED) > 1);
    return word;
  }

  /**
   * Looks whether the message came; that is not said of one that came from another phone.
   *
   * @param name of what was opened
   * @param kind whom the client signs in
   */
  Look look(String name, SignsIn kind) {
    var text = store.get(PENDING + name);
    if (text.isEmpty()) {
      return new Over();
    }
    if (store.increment(LOOKS + name, settings.codeLife()) > MOST_LOOKS) {
      store.remove(PENDING + name);
      return new Over();
    }
    var pending = parse(text.get());
    var opened = new Opened(name, pending.word(), pending.phone().mainland());
    if (!room.tryAcquire()) {
      return new Busy(opened);
    }
    try {
      return look(opened, pending, kind);
    } finally {
      room.release();
    }
  }

  private Look look(Opened opened, Pending pending, SignsIn kind) {
    Optional<Came> came;
    try {
      came = find(pending, kind);
    } catch (RuntimeException e) {
      // Its message may quote what came.
      LOG.warn("an owner's message cannot be looked for: {}", e.getClass().getSimpleName());
      return new Busy(opened);
    }
    if (came.isEmpty()) {
      return new NotYet(opened);
    }
    return store.remove(PENDING + opened.name()) ? came.get() : new Over();
  }

  private Optional<Came> find(Pending pending, SignsIn kind) {
    return messages.containing(pending.word()).stream()
        .filter(each -> isMeant(each, pending))
        .findFirst()
        .flatMap(each ->
            subjects
                .findByOwnMessage(kind, each.from())
                .map(subject -> new Came(subject, each.from())));
  }

  private boolean isMeant(IncomingMessages.Incoming message, Pending pending) {
    return SignInKey.areEqual(key.tag(message.from()), pending.phone().tag())
        && !message.receivedAt().isBefore(pending.openedAt().minus(SKEW))
        && message.receivedAt().isBefore(pending.until())
        && texts.isOwnMessage(message.text(), pending.word(), pending.phone().mainland());
  }

  private static Pending parse(String text) {
    try {
      return JSON.readValue(text, Pending.class);
    } catch (JacksonException _) {
      throw new IllegalStateException("the store holds something that is no word");
    }
  }
}

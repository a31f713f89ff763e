package org.yipiao.authorization.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.authorization.store.ExpiringStore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Codes of six digits, each for one challenge, which one browser's sign-in session knows by name. A
 * challenge ends when its code was entered, when its guesses are used up and when its time is over;
 * guesses at one say nothing about another, so that nobody can use up somebody else's.
 *
 * <p>How many wrong codes a phone's challenges take together is {@link GuessLimit}'s to say. The
 * owner gets a message for each challenge.
 */
final class OneTimeCodes {

  private static final int CODES = 1_000_000;
  private static final String CHALLENGE = "challenge:";
  private static final String ATTEMPTS = "attempts:";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ExpiringStore store;
  private final SignInKey key;
  private final InstantSource time;
  private final Duration life;
  private final int attempts;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param life of a challenge
   * @param attempts guesses at one
   */
  OneTimeCodes(
      ExpiringStore store, SignInKey key, InstantSource time, Duration life, int attempts) {
    this.store = store;
    this.key = key;
    this.time = time;
    this.life = life;
    this.attempts = attempts;
  }

  /**
   * @param challenge 256 random bits: the salt of the code's tag, too
   */
  record Opened(String challenge, String code) {
    @Override
    public String toString() {
      return "Opened[…]";
    }
  }

  /** What came of entering a code. */
  sealed interface Check permits Accepted, Wrong, Ended {}

  /**
   * It was the code, for the first time.
   *
   * @param phoneTag of the phone that it was sent to
   */
  record Accepted(Subject subject, String phoneTag) implements Check {}

  /** It was not, or the phone belongs to nobody we know. */
  record Wrong(long guessesLeft) implements Check {}

  /** No code of this challenge is accepted any more. */
  record Ended() implements Check {}

  /**
   * @param device see {@link Asked}
   * @param person whose code it is, a {@link Subject}; null until that is known, and for ever if
   *     nobody's
   */
  private record Challenge(
      String codeTag,
      TaggedPhone phone,
      @Nullable String device,
      @Nullable String person,
      Instant until) {}

  /**
   * What a challenge was opened for.
   *
   * @param device id of the browser that asked, if it had signed in with the phone; no other may
   *     enter the code
   */
  record Asked(TaggedPhone phone, Optional<String> device) {}

  /**
   * A new challenge, which nobody can meet until {@link #assign} says whose it is.
   *
   * @param device id of the browser that asks, if it has signed in with the phone
   */
  Opened open(TaggedPhone phone, Optional<String> device) {
    var secret = new byte[32];
    random.nextBytes(secret);
    var challenge = HexFormat.of().formatHex(secret);
    var code = String.format(Locale.ROOT, "%06d", random.nextInt(CODES));
    write(
        challenge,
        new Challenge(
            codeTag(challenge, code), phone, device.orElse(null), null, time.instant().plus(life)));
    return new Opened(challenge, code);
  }

  private void write(String name, Challenge challenge) {
    store.put(CHALLENGE + name, JSON.writeValueAsString(challenge), life);
  }

  private String codeTag(String challenge, String code) {
    return key.tag("code", challenge, code);
  }

  /** Says whose a challenge is; nothing happens to one that has ended. */
  void assign(String name, Subject subject) {
    var text = store.get(CHALLENGE + name);
    if (text.isEmpty()) {
      return;
    }
    var open = parse(text.get());
    var assigned =
        new Challenge(open.codeTag(), open.phone(), open.device(), subject.text(), open.until());
    store.replace(
        CHALLENGE + name,
        text.get(),
        JSON.writeValueAsString(assigned),
        Duration.between(time.instant(), open.until()));
  }

  /** What a challenge was opened for, while it is open. */
  Optional<Asked> asked(String name) {
    return store
        .get(CHALLENGE + name)
        .map(OneTimeCodes::parse)
        .map(open -> new Asked(open.phone(), Optional.ofNullable(open.device())));
  }

  /** Enters a code; each call is one guess. */
  Check check(String name, String code) {
    var text = store.get(CHALLENGE + name);
    if (text.isEmpty()) {
      return new Ended();
    }
    long guess = store.increment(ATTEMPTS + name, life);
    if (guess > attempts) {
      store.remove(CHALLENGE + name);
      return new Ended();
    }
    var open = parse(text.get());
    boolean right = SignInKey.areEqual(codeTag(name, code), open.codeTag());
    if (right && open.person() != null) {
      return store.remove(CHALLENGE + name)
          ? new Accepted(Subject.parse(open.person()), open.phone().tag())
          : new Ended();
    }
    if (guess == attempts) {
      store.remove(CHALLENGE + name);
      return new Ended();
    }
    return new Wrong(attempts - guess);
  }

  private static Challenge parse(String text) {
    try {
      return JSON.readValue(text, Challenge.class);
    } catch (JacksonException _) {
      throw new IllegalStateException("the store holds something that is no challenge");
    }
  }
}

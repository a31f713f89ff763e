package org.yipiao.bff.session;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.problem.ProblemTexts;

/**
 * Whoever makes a call, proven by cookie and key: a person, or a member of a payer's staff. A
 * handler that takes one cannot be reached without.
 */
public final class SignedIn {

  private final Sessions sessions;
  private final String key;
  private final StoredSession stored;
  private final @Nullable String languages;

  SignedIn(Sessions sessions, String key, StoredSession stored, @Nullable String languages) {
    this.sessions = sessions;
    this.key = key;
    this.stored = stored;
    this.languages = languages;
  }

  /** The person's id of 64 hexadecimal characters, or the id of a member of staff. */
  public String subject() {
    return stored.subject();
  }

  /** Whose staff it is; empty for a patient. */
  public Optional<String> tenant() {
    return Optional.ofNullable(stored.tenant());
  }

  public Set<String> scopes() {
    return stored.scopes();
  }

  /** {@code Accept-Language} as the browser sent it. */
  public Optional<String> languages() {
    return Optional.ofNullable(languages);
  }

  /** The one of our languages that fits it best. */
  public Locale language() {
    return ProblemTexts.language(languages);
  }

  /**
   * An access token that is still good for a while.
   *
   * @throws org.yipiao.platform.problem.ProblemException when the session has ended
   * @throws TokensUnavailableException when it has to be renewed and cannot be now
   */
  public String accessToken() {
    return sessions.accessToken(key, null);
  }

  /**
   * Another access token than the one that a service behind refused.
   *
   * @throws org.yipiao.platform.problem.ProblemException when the session has ended
   * @throws TokensUnavailableException when it cannot be renewed now
   */
  public String accessTokenInsteadOf(String refused) {
    return sessions.accessToken(key, refused);
  }

  /** Whether the session is still there; asking does not keep it alive. */
  public boolean isStillSignedIn() {
    return sessions.isThere(key, stored);
  }

  /** Ends the watching for the end of a session. */
  public interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Tells, once, when the session is ended, by this process or another. It may not tell while Redis
   * is away; {@link #isStillSignedIn} does.
   *
   * @param action must not block
   */
  public Watching whenSignedOut(Runnable action) {
    return sessions.whenEnded(key, action);
  }

  /** Ends the session here and at the authorization server. */
  void signOut() {
    sessions.end(key);
  }

  /** Ends all sessions of this person, and all that they have granted. */
  void signOutEverywhere() {
    sessions.endEverywhere(key);
  }

  /** Somebody has proven to be here: the session does not end for idleness yet. */
  void keepAlive() {
    sessions.keepAlive(key);
  }

  String jkt() {
    return stored.jkt();
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "SignedIn[masked]";
  }
}

package org.yipiao.authorization.grant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exactly what the code flow needs to go on, as it lies in the store. No type is named in it, so
 * that reading makes nothing but this record.
 *
 * @param person who signed in; null while the request is only pushed
 * @param code null while the request is only pushed
 * @param refresh null until the code was used
 */
record StoredGrant(
    String id,
    String clientId,
    Request request,
    @Nullable String person,
    @Nullable Code code,
    @Nullable Refresh refresh) {

  /**
   * The client's request (RFC 9126), of which PKCE is S256.
   *
   * @param uiLocales the reader's languages as the client knows them, the best one first
   */
  record Request(
      String authorizationUri,
      String redirectUri,
      List<String> scopes,
      @Nullable String state,
      String codeChallenge,
      @Nullable String nonce,
      @Nullable String uiLocales) {}

  /**
   * @param used it was, or it was presented by another client
   */
  record Code(String fingerprint, Instant issuedAt, Instant expiresAt, boolean used) {}

  /**
   * @param previous fingerprint of the token that this one took the place of
   * @param siblings fingerprints of other tokens that took the place of {@code previous}, when it
   *     was used more than once; each is as good as this one
   */
  record Refresh(
      String fingerprint,
      Instant issuedAt,
      Instant expiresAt,
      @Nullable String previous,
      @Nullable List<String> siblings) {

    Refresh {
      siblings = siblings == null ? List.of() : List.copyOf(siblings);
    }

    boolean isCurrent(String presented) {
      return fingerprint.equals(presented) || (siblings != null && siblings.contains(presented));
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  String text() {
    return JSON.writeValueAsString(this);
  }

  /**
   * @throws IllegalStateException when the text is none of ours
   */
  static StoredGrant parse(String text) {
    try {
      return JSON.readValue(text, StoredGrant.class);
    } catch (JacksonException _) {
      // Its message would quote the text.
      throw new IllegalStateException("the store holds something that is no grant");
    }
  }
}

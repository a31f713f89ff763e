package org.yipiao.quickstart.drive.phone;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import tools.jackson.databind.JsonNode;

/** The short messages that a phone has got, read where the sandbox keeps them. */
public final class SentCodes {

  private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");
  private static final Duration SENT_WITHIN = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 100;

  private final JsonHttp http;
  private final URI sandbox;
  private final Supplier<String> bearer;

  /**
   * @param bearer a token with the scope {@code messages.read}
   */
  public SentCodes(JsonHttp http, URI sandbox, Supplier<String> bearer) {
    this.http = http;
    this.sandbox = sandbox;
    this.bearer = bearer;
  }

  /**
   * Ids of the messages to a phone by now.
   *
   * @param phone 11 digits
   */
  Set<String> idsOf(String phone) throws IOException {
    Set<String> ids = new HashSet<>();
    messages(phone).forEach(message -> ids.add(message.path("messageId").asString("")));
    return ids;
  }

  /** The code of the next message to a phone that is none of those known. */
  String next(String phone, Set<String> known) throws IOException {
    long deadline = System.nanoTime() + SENT_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      for (JsonNode message : messages(phone)) {
        Matcher code = CODE.matcher(message.path("text").asString(""));
        if (!known.contains(message.path("messageId").asString("")) && code.find()) {
          return code.group();
        }
      }
      pause();
    }
    throw new IOException("no code was sent within " + SENT_WITHIN.toSeconds() + " s");
  }

  private JsonNode messages(String phone) throws IOException {
    return PayerDesk.require(
            http.get(sandbox.resolve("/v1/messages?to=" + phone), bearer), "read messages")
        .path("items");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a code", e);
    }
  }
}

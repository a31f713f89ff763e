package org.yipiao.authorization.signin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people sign in. The server is a client of itself for the calls that this takes: {@code
 * yipiao.oauth}.
 *
 * @param messageUrl base of the service that sends text messages; empty: patients cannot sign in
 * @param identityUrl base of the directory of real names
 * @param registerUrl base of the register, which knows the persons of documents
 * @param incomingNumber number that people may send a text message to where no code can be sent to
 *     them, and which the service of {@code message-url} takes messages for; empty: none
 * @param codeLife how long a code can be entered, and how long a message of the owner is waited for
 * @param attempts guesses at one code, after which it ends
 * @param sessionLife how long a sign-in may take from its begin on
 * @param authorizationCodeLife how long a client has to fetch its tokens
 * @param refreshTokenLife how long a patient who does not come back stays signed in
 * @param deviceLife how long a browser is known as one that signed in with a phone
 * @param messagesPerAddress most messages in ten minutes asked for from one address (IPv6: /64,
 *     four times as many from a /48, 32 times from a /32)
 * @param ownMessagesPerAddress most messages in five minutes that people announce from one address
 *     to send themselves (IPv6 as above); each sign-in may announce three
 * @param messagesPerAddressAndPhone most messages an hour to one phone asked for from one address
 * @param messagesPerPhone most messages an hour to one phone asked for by browsers that have never
 *     signed in with it
 * @param messagesPerPhoneAndDay most messages a day to one phone asked for by browsers that have
 *     never signed in with it
 * @param wrongCodesPerNetwork most wrong codes an hour entered from one network (IPv4 /24, IPv6
 *     /64; four times as many from a /48, 32 times from a /32), for whichever phones; browsers that
 *     have signed in with the phone are not counted
 * @param wrongCodesPerPhoneAndDay most wrong codes a day entered for one phone, by browsers that
 *     have never signed in with it, and as many by all that have; beyond it the owner sends a
 *     message
 * @param messagesPerDevice most messages an hour to one phone asked for by a browser that has
 *     signed in with it
 * @param knownMessagesPerPhone most messages an hour to one phone asked for by all browsers
 *     together that have signed in with it
 * @param knownMessagesPerPhoneAndDay most messages a day of that kind
 * @param maxRememberedEntries most codes, counters, grants and sessions remembered in memory, where
 *     there is no Redis
 */
@Validated
@ConfigurationProperties("yipiao.authorization.sign-in")
public record SignInProperties(
    @NotNull @DefaultValue("") String messageUrl,
    @NotNull @DefaultValue("") String identityUrl,
    @NotNull @DefaultValue("") String registerUrl,
    @NotNull @Pattern(regexp = "(\\+?[0-9]{3,20})?") @DefaultValue("") String incomingNumber,
    @NotNull @DefaultValue("5m") Duration codeLife,
    @Min(1) @Max(10) @DefaultValue("5") int attempts,
    @NotNull @DefaultValue("30m") Duration sessionLife,
    @NotNull @DefaultValue("60s") Duration authorizationCodeLife,
    @NotNull @DefaultValue("12h") Duration refreshTokenLife,
    @NotNull @DefaultValue("180d") Duration deviceLife,
    @Min(1) @Max(1_000_000) @DefaultValue("200") int messagesPerAddress,
    @Min(1) @Max(1_000_000) @DefaultValue("1000") int ownMessagesPerAddress,
    @Min(1) @Max(1_000) @DefaultValue("6") int messagesPerAddressAndPhone,
    @Min(1) @Max(1_000) @DefaultValue("10") int messagesPerPhone,
    @Min(1) @Max(10_000) @DefaultValue("30") int messagesPerPhoneAndDay,
    @Min(1) @Max(1_000_000) @DefaultValue("100") int wrongCodesPerNetwork,
    @Min(1) @Max(1_000) @DefaultValue("15") int wrongCodesPerPhoneAndDay,
    @Min(1) @Max(1_000) @DefaultValue("10") int messagesPerDevice,
    @Min(1) @Max(1_000) @DefaultValue("20") int knownMessagesPerPhone,
    @Min(1) @Max(10_000) @DefaultValue("60") int knownMessagesPerPhoneAndDay,
    @Min(100) @Max(10_000_000) @DefaultValue("100000") int maxRememberedEntries) {

  public SignInProperties {
    within(codeLife, Duration.ofMinutes(15), "code-life");
    within(sessionLife, Duration.ofHours(2), "session-life");
    within(authorizationCodeLife, Duration.ofMinutes(10), "authorization-code-life");
    within(refreshTokenLife, Duration.ofDays(90), "refresh-token-life");
    within(deviceLife, Duration.ofDays(400), "device-life");
    if (!messageUrl.isEmpty()) {
      base(messageUrl, "message-url");
      base(identityUrl, "identity-url");
      base(registerUrl, "register-url");
    }
  }

  /** Whether patients can sign in. */
  public boolean isOn() {
    return !messageUrl.isEmpty();
  }

  private static void within(Duration life, Duration longest, String name) {
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "yipiao.authorization.sign-in.%s must be 1s to %s".formatted(name, longest));
    }
  }

  private static void base(String url, String name) {
    if (url.isEmpty() || URI.create(url).getHost() == null) {
      throw new IllegalArgumentException(
          "yipiao.authorization.sign-in.%s must be the address of a service".formatted(name));
    }
  }
}

package org.yipiao.authorization.signin;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yipiao.authorization.store.ExpiringStore;

/**
 * Browsers that signed in before, by a cookie that this server has signed: {@code
 * id.expiry.phone~phone.tag}, phones as tags, and by a list of the phone's last few, so that they
 * can be forgotten and are not many. It proves nothing about who sits before the browser and opens
 * nothing; it only keeps a flood of messages that others ask for from holding its owner back.
 */
final class KnownDevices implements KnownBrowsers {

  static final String COOKIE = "YIPIAO_DEVICE";

  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{32}\\.[0-9]{1,12}\\.[0-9a-f~]{64,260}\\.[0-9a-f]{64}");

  /** A family's phone signs in a few people. */
  private static final int MOST_PHONES = 4;

  /** A person's; the oldest is a stranger again. */
  private static final int MOST_OF_A_PHONE = 8;

  private static final String DEVICES = "devices:";
  private static final String PHONES = "phones:";

  private final SignInKey key;
  private final LatestTexts remembered;
  private final InstantSource time;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();

  KnownDevices(ExpiringStore store, SignInKey key, InstantSource time, Duration life) {
    this.remembered = new LatestTexts(store, life);
    this.key = key;
    this.time = time;
    this.life = life;
  }

  /**
   * @param id random
   * @param phones tags of the phones it signed in with, the latest first
   */
  record Device(String id, List<String> phones) {

    Device {
      phones = List.copyOf(phones);
    }
  }

  /** The browser that a cookie names; none if this server did not write it, or long ago. */
  Optional<Device> read(@Nullable String cookie) {
    if (cookie == null || !FORM.matcher(cookie).matches()) {
      return Optional.empty();
    }
    int signed = cookie.lastIndexOf('.');
    if (!SignInKey.areEqual(tag(cookie.substring(0, signed)), cookie.substring(signed + 1))) {
      return Optional.empty();
    }
    var fields = cookie.substring(0, signed).split("\\.", -1);
    if (Long.parseLong(fields[1]) <= time.instant().getEpochSecond()) {
      return Optional.empty();
    }
    return Optional.of(new Device(fields[0], List.of(fields[2].split("~", -1))));
  }

  /** The id of a browser that has signed in with the phone, as its cookie and our list say. */
  Optional<String> known(Optional<Device> device, String phoneTag) {
    return device
        .filter(each -> each.phones().contains(phoneTag))
        .map(Device::id)
        .filter(id -> remembered.of(DEVICES + phoneTag).contains(id));
  }

  @Override
  public void forgetAllOf(Subject subject) {
    var phones = PHONES + key.tag("subject", subject.text());
    remembered.of(phones).forEach(phoneTag -> remembered.forget(DEVICES + phoneTag));
    remembered.forget(phones);
  }

  /** The cookie of a browser that has just signed somebody in with a phone. */
  String write(Optional<Device> before, String phoneTag, Subject subject) {
    var id = before.map(Device::id).orElseGet(this::newId);
    remembered.add(DEVICES + phoneTag, id, MOST_OF_A_PHONE);
    remembered.add(PHONES + key.tag("subject", subject.text()), phoneTag, MOST_PHONES);
    var phones = new ArrayList<String>();
    phones.add(phoneTag);
    before.map(Device::phones).orElse(List.of()).stream()
        .filter(phone -> !phone.equals(phoneTag))
        .limit(MOST_PHONES - 1)
        .forEach(phones::add);
    var content =
        id + "." + time.instant().plus(life).getEpochSecond() + "." + String.join("~", phones);
    return content + "." + tag(content);
  }

  private String newId() {
    var id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private String tag(String content) {
    return key.tag("device", content);
  }
}

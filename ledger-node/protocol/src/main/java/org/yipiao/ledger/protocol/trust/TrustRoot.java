package org.yipiao.ledger.protocol.trust;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.protocol.checkpoint.SignatureType;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * What a verifier trusts, the file {@code consortium.json}: it comes apart from what is verified.
 *
 * @param origin the log's name
 * @param logKeys all that ever signed checkpoints for the log; an epoch may name its own among them
 * @param epochs without gaps, the first from size 0 or more, the next from {@code toSize + 1}
 * @param issuerRoots certificates that issuers' certificates chain to
 */
public record TrustRoot(
    String origin, List<Vkey> logKeys, List<TrustEpoch> epochs, List<X509Certificate> issuerRoots) {

  public TrustRoot {
    logKeys = List.copyOf(logKeys);
    epochs = List.copyOf(epochs);
    issuerRoots = List.copyOf(issuerRoots);
    if (logKeys.isEmpty() || epochs.isEmpty()) {
      throw new FormatException(TrustFault.NO_KEY_OR_EPOCH);
    }
    for (Vkey key : logKeys) {
      if (key.type() != SignatureType.LOG || !key.name().equals(origin)) {
        throw new FormatException(TrustFault.OTHER_LOG_KEY);
      }
    }
    for (TrustEpoch epoch : epochs) {
      if (!logKeys.containsAll(epoch.logKeys())) {
        throw new FormatException(TrustFault.OTHER_LOG_KEY);
      }
    }
    for (int i = 1; i < epochs.size(); i++) {
      Long end = epochs.get(i - 1).toSize();
      if (end == null || epochs.get(i).fromSize() != end + 1) {
        throw new FormatException(TrustFault.EPOCH_GAP, i);
      }
    }
  }

  /** The trust root of a ledger in its first epoch. */
  public static TrustRoot of(Genesis genesis, List<X509Certificate> issuerRoots) {
    return of(genesis.origin(), 0, Roster.of(genesis), issuerRoots);
  }

  /**
   * The trust root that knows one epoch alone.
   *
   * @param fromSize the first size that its validators cosign
   */
  public static TrustRoot of(
      String origin, long fromSize, Roster roster, List<X509Certificate> issuerRoots) {
    return new TrustRoot(
        origin,
        logKeys(roster),
        List.of(new TrustEpoch(fromSize, null, roster.quorum(), cosigners(roster))),
        issuerRoots);
  }

  private static List<Vkey> logKeys(Roster roster) {
    return roster.validators().stream().map(entry -> entry.validator().logKey()).toList();
  }

  private static List<TrustEpoch.Member> cosigners(Roster roster) {
    List<TrustEpoch.Member> cosigners = new ArrayList<>();
    for (Roster.Entry entry : roster.validators()) {
      cosigners.add(new TrustEpoch.Member(entry.name(), entry.validator().cosigningKey()));
      Vkey postQuantum = entry.validator().postQuantumKey();
      if (postQuantum != null) {
        cosigners.add(new TrustEpoch.Member(entry.name(), postQuantum));
      }
    }
    return cosigners;
  }

  /**
   * The trust root that goes on with another epoch. From its first size on the log keys of its
   * validators count and no others; those known so far go on counting for the sizes before.
   *
   * @param fromSize the first size that its validators cosign
   * @throws FormatException when the present epoch begins at that size or later
   */
  public TrustRoot withEpoch(long fromSize, Roster roster) {
    var keys = new LinkedHashSet<>(logKeys);
    keys.addAll(logKeys(roster));
    return withEpoch(fromSize, cosigners(roster), logKeys(roster), List.copyOf(keys));
  }

  /**
   * The trust root that goes on with another epoch and the same log keys: what was cosigned before
   * stays as good as it was.
   *
   * @param fromSize the first size that the epoch's members cosign
   * @param cosigners one entry per key; a quorum of their names is its threshold
   * @throws FormatException when the present epoch begins at that size or later
   */
  public TrustRoot withEpoch(long fromSize, List<TrustEpoch.Member> cosigners) {
    return withEpoch(fromSize, cosigners, List.of(), logKeys);
  }

  private TrustRoot withEpoch(
      long fromSize, List<TrustEpoch.Member> cosigners, List<Vkey> own, List<Vkey> all) {
    var next = new ArrayList<TrustEpoch>();
    for (TrustEpoch epoch : epochs) {
      next.add(own.isEmpty() ? epoch : epoch.withLogKeys(logKeys));
    }
    next.addLast(next.removeLast().until(fromSize - 1));
    long names = cosigners.stream().map(TrustEpoch.Member::name).distinct().count();
    int quorum = Genesis.quorum(Math.toIntExact(names));
    next.add(new TrustEpoch(fromSize, null, quorum, cosigners, own));
    return new TrustRoot(origin, all, next, issuerRoots);
  }

  /** The keys that sign checkpoints of an epoch's sizes for the log. */
  public List<Vkey> logKeys(TrustEpoch epoch) {
    return epoch.logKeys().isEmpty() ? logKeys : epoch.logKeys();
  }

  /**
   * Reads {@code consortium.json}.
   *
   * @throws FormatException naming the fault's path
   */
  public static TrustRoot parse(byte[] json) {
    JsonObject in = JsonObject.parse(json);
    var root =
        new TrustRoot(
            in.text("origin"),
            in.texts("logKeys").stream().map(TrustRoot::key).toList(),
            in.objects("epochs", TrustRoot::epoch),
            in.texts("issuerRoots").stream().map(TrustRoot::certificate).toList());
    in.end();
    return root;
  }

  private static TrustEpoch epoch(JsonObject in) {
    var to = in.optionalInteger("toSize", 0, Long.MAX_VALUE);
    return new TrustEpoch(
        in.integer("fromSize", 0, Long.MAX_VALUE),
        to.isPresent() ? Long.valueOf(to.getAsLong()) : null,
        in.int32("threshold", 1, Integer.MAX_VALUE),
        in.objects(
            "members",
            member -> new TrustEpoch.Member(member.text("name"), key(member.text("vkey")))),
        in.has("logKeys") ? ownLogKeys(in) : List.of());
  }

  private static List<Vkey> ownLogKeys(JsonObject in) {
    List<Vkey> keys = in.texts("logKeys").stream().map(TrustRoot::key).toList();
    if (keys.isEmpty()) { // none at all is written by leaving the member out
      throw new FormatException(TrustFault.NO_KEY_OR_EPOCH);
    }
    return keys;
  }

  private static Vkey key(String text) {
    try {
      return Vkey.parse(text);
    } catch (FormatException e) {
      throw new FormatException(TrustFault.KEY, text);
    }
  }

  private static X509Certificate certificate(String pem) {
    try {
      return Certificates.read(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (CertificateException e) {
      throw new FormatException(TrustFault.ISSUER_ROOT);
    }
  }

  /** The file's bytes. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("origin", origin);
    json.put("logKeys", logKeys.stream().map(Vkey::text).toList());
    json.put("epochs", epochs.stream().map(TrustRoot::epochJson).toList());
    json.put("issuerRoots", issuerRoots.stream().map(TrustRoot::pem).toList());
    return JsonText.write(json);
  }

  private static Map<String, Object> epochJson(TrustEpoch epoch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fromSize", epoch.fromSize());
    epoch.end().ifPresent(end -> json.put("toSize", end));
    json.put("threshold", epoch.threshold());
    List<Map<String, Object>> members = new ArrayList<>();
    for (TrustEpoch.Member member : epoch.cosigners()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", member.name());
      entry.put("vkey", member.vkey().text());
      members.add(entry);
    }
    json.put("members", members);
    if (!epoch.logKeys().isEmpty()) {
      json.put("logKeys", epoch.logKeys().stream().map(Vkey::text).toList());
    }
    return json;
  }

  private static String pem(X509Certificate certificate) {
    try {
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without encoding", e);
    }
  }

  /** The epoch that a checkpoint of that size belongs to. */
  public Optional<TrustEpoch> epochOf(long size) {
    return epochs.stream().filter(epoch -> epoch.covers(size)).findFirst();
  }
}

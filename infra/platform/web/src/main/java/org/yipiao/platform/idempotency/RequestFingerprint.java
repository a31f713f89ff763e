package org.yipiao.platform.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request was, without keeping it: the hash of its canonical form, and for its first leaves
 * a few bits each, enough to name a difference and too few to guess a value from.
 *
 * <p>Canonical form: method, path and query, a line feed, and the body; a JSON body of up to 256
 * KiB with its members sorted and without white space, any other body as it came.
 *
 * @param endpoint method, path and query, cut to 300 characters
 * @param hash SHA-256 of the canonical form
 * @param shape lines of {@code <4 hex digits> <JSON pointer>}, for at most 64 leaves
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record RequestFingerprint(String endpoint, byte[] hash, String shape) {

  private static final int MAX_CANONICAL_BYTES = 262_144;
  private static final int MAX_LEAVES = 64;
  private static final int MAX_POINTER = 120;
  private static final int MAX_ENDPOINT = 300;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * @param salt differs between keys, so that leaves of different requests cannot be compared
   */
  static RequestFingerprint of(String salt, String endpoint, byte[] body) {
    var cut = endpoint.length() > MAX_ENDPOINT ? endpoint.substring(0, MAX_ENDPOINT) : endpoint;
    var digest = sha256();
    digest.update((endpoint + "\n").getBytes(StandardCharsets.UTF_8));
    if (body.length > 0 && body.length <= MAX_CANONICAL_BYTES) {
      try {
        var tree = JSON.readTree(body);
        var canonical = new StringBuilder(body.length);
        write(tree, canonical);
        digest.update(canonical.toString().getBytes(StandardCharsets.UTF_8));
        var leaves = new LinkedHashMap<String, String>();
        collect(salt, tree, "", leaves);
        var shape = new StringBuilder();
        leaves.forEach(
            (pointer, bits) -> shape.append(bits).append(' ').append(pointer).append('\n'));
        return new RequestFingerprint(cut, digest.digest(), shape.toString());
      } catch (JacksonException e) {
        // Not JSON: the bytes themselves are the canonical form.
        digest = sha256();
        digest.update((endpoint + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    digest.update(body);
    return new RequestFingerprint(cut, digest.digest(), "");
  }

  boolean isSameAs(byte[] storedHash) {
    return MessageDigest.isEqual(hash, storedHash);
  }

  /** Pointers of the leaves that differ; empty when the difference lies elsewhere. */
  List<String> differences(String storedShape) {
    var before = parse(storedShape);
    var now = parse(shape);
    var pointers = new LinkedHashSet<String>(before.keySet());
    pointers.addAll(now.keySet());
    var different = new ArrayList<String>();
    for (var pointer : pointers) {
      if (!java.util.Objects.equals(before.get(pointer), now.get(pointer))) {
        different.add(pointer);
      }
    }
    return different;
  }

  private static Map<String, String> parse(String shape) {
    var leaves = new LinkedHashMap<String, String>();
    for (var line : shape.split("\n", -1)) {
      if (line.length() > 4) {
        leaves.put(line.substring(5), line.substring(0, 4));
      }
    }
    return leaves;
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      var members = new TreeMap<String, JsonNode>();
      node.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
      out.append('{');
      members.forEach((name, value) -> {
        out.append(JSON.writeValueAsString(name)).append(':');
        write(value, out);
        out.append(',');
      });
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      for (var item : node) {
        write(item, out);
        out.append(',');
      }
      out.append(']');
    } else {
      out.append(JSON.writeValueAsString(node));
    }
  }

  private static void collect(
      String salt, JsonNode node, String pointer, Map<String, String> leaves) {
    if (leaves.size() >= MAX_LEAVES || pointer.length() > MAX_POINTER) {
      return;
    }
    if (node.isObject()) {
      for (var member : node.properties()) {
        var name = member.getKey().replace("~", "~0").replace("/", "~1").replace('\n', ' ');
        collect(salt, member.getValue(), pointer + "/" + name, leaves);
      }
    } else if (node.isArray()) {
      int index = 0;
      for (var item : node) {
        collect(salt, item, pointer + "/" + index++, leaves);
      }
    } else {
      var text = salt + "\n" + pointer + "\n" + JSON.writeValueAsString(node);
      var bits = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
      leaves.put(pointer, HexFormat.of().formatHex(bits, 0, 2));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

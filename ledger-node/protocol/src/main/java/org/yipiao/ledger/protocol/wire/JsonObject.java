package org.yipiao.ledger.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a JSON object member by member and refuses what was not asked for: unknown members,
 * repeated ones, other types, text after the end. Messages name the path of the fault.
 */
public final class JsonObject {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  private JsonObject(JsonNode node, String path) {
    if (!node.isObject()) {
      throw new FormatException(JsonFault.NOT_AN_OBJECT, path);
    }
    this.node = node;
    this.path = path;
  }

  /**
   * @throws FormatException when the bytes are not UTF-8 or not one JSON object
   */
  public static JsonObject parse(byte[] utf8) {
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString());
    } catch (CharacterCodingException e) {
      throw new FormatException(JsonFault.NOT_UTF8);
    }
  }

  /**
   * @throws FormatException when the text is not one JSON object
   */
  public static JsonObject parse(String text) {
    try {
      return new JsonObject(MAPPER.readTree(text), "$");
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new FormatException(JsonFault.NOT_JSON, at == null ? 1 : Math.max(1, at.getLineNr()));
    }
  }

  public String text(String name) {
    JsonNode value = required(name);
    if (!value.isString()) {
      throw new FormatException(JsonFault.NOT_A_STRING, at(name));
    }
    return value.stringValue();
  }

  public long integer(String name, long min, long max) {
    JsonNode value = required(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new FormatException(JsonFault.NOT_A_WHOLE_NUMBER, at(name));
    }
    long number = value.longValue();
    if (number < min || number > max) {
      throw new FormatException(JsonFault.OUT_OF_RANGE, at(name), min, max);
    }
    return number;
  }

  public int int32(String name, int min, int max) {
    return (int) integer(name, min, max);
  }

  public OptionalLong optionalInteger(String name, long min, long max) {
    return has(name) ? OptionalLong.of(integer(name, min, max)) : OptionalLong.empty();
  }

  public byte[] base64(String name) {
    String text = text(name);
    try {
      return Base64Text.decode(text);
    } catch (FormatException e) {
      throw new FormatException(JsonFault.NOT_BASE64, at(name));
    }
  }

  public Optional<JsonObject> optionalObject(String name) {
    return has(name) ? Optional.of(new JsonObject(required(name), at(name))) : Optional.empty();
  }

  public JsonObject object(String name) {
    return new JsonObject(required(name), at(name));
  }

  /** A list of objects, each read to its end by {@code reader}. */
  public <T> List<T> objects(String name, Function<JsonObject, T> reader) {
    var values = new ArrayList<T>();
    for (JsonNode element : array(name)) {
      var object = new JsonObject(element, at(name) + "[" + values.size() + "]");
      values.add(reader.apply(object));
      object.end();
    }
    return List.copyOf(values);
  }

  public List<String> texts(String name) {
    var values = new ArrayList<String>();
    for (JsonNode element : array(name)) {
      if (!element.isString()) {
        throw new FormatException(JsonFault.NOT_STRINGS_ALONE, at(name));
      }
      values.add(element.stringValue());
    }
    return List.copyOf(values);
  }

  /**
   * To be called after the last member.
   *
   * @throws FormatException when a member is there that was not asked for
   */
  public void end() {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw new FormatException(JsonFault.UNKNOWN_MEMBER, path, JsonText.quote(name));
      }
    }
  }

  public boolean has(String name) {
    return node.has(name);
  }

  private JsonNode array(String name) {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw new FormatException(JsonFault.NOT_A_LIST, at(name));
    }
    return value;
  }

  private JsonNode required(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw new FormatException(JsonFault.MISSING, at(name));
    }
    return value;
  }

  private String at(String name) {
    return path + "." + name;
  }
}

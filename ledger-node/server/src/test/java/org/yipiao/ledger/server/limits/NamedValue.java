package org.yipiao.ledger.server.limits;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a name of the page stands for: a constant of a type, {@code Type.CONSTANT}, with further
 * parts for nested types, components of records and methods, or a setting.
 */
final class NamedValue {

  private static final String SETTINGS = "infra/docs/settings.md";
  private static final String DEFAULTS =
      "infra/platform/web/src/main/java/org/yipiao/platform/http/PlatformDefaults.java";
  private static final String NODE = "ledger-node/server/src/main/resources/application.yaml";

  private final Repository repository;

  NamedValue(Repository repository) {
    this.repository = repository;
  }

  Amount of(String name) throws ReflectiveOperationException {
    return Character.isUpperCase(name.charAt(0)) ? constant(name) : Amount.written(setting(name));
  }

  private Amount constant(String name) throws ReflectiveOperationException {
    String[] parts = name.split("\\.", -1);
    Path source =
        repository
            .ofLedger(parts[0])
            .orElseThrow(() -> new IllegalArgumentException("no type " + parts[0]));
    Class<?> type = Class.forName(Repository.binaryName(source));
    Object value = null;
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      Class<?> nested = value == null ? nested(type, part) : null;
      if (nested != null) {
        type = nested;
      } else {
        value = value == null ? field(type, part) : component(value, part);
      }
    }
    return Amount.of(
        Objects.requireNonNull(value, () -> name + " names no value"), parts[parts.length - 1]);
  }

  private static @Nullable Class<?> nested(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredClasses())
        .filter(inner -> inner.getSimpleName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static Object field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  private static Object component(Object value, String name) throws ReflectiveOperationException {
    Method method = value.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(value);
  }

  /** A node's own file goes before what all services have. */
  private static String setting(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String parent = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
    if (parent.equals("yipiao.http")) {
      Matcher own = find("(?m)^    " + Pattern.quote(last) + ": (.+)$", NODE);
      if (own.find()) {
        return own.group(1);
      }
    }
    String quoted = Pattern.quote(name);
    for (Matcher found :
        new Matcher[] {
          find("values\\.put\\(\"" + quoted + "\", \"(.+)\"\\)", DEFAULTS),
          find("(?m)^\\| `" + quoted + "` \\| [^|]+ \\| `([^`]+)` \\|", SETTINGS)
        }) {
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new IllegalArgumentException("no setting " + name);
  }

  private static Matcher find(String expression, String file) {
    return Pattern.compile(expression).matcher(Repository.read(Repository.ROOT.resolve(file)));
  }
}

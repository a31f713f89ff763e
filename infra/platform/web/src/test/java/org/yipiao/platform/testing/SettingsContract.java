package org.yipiao.platform.testing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The names and defaults of a {@code @ConfigurationProperties} record, as Spring Boot binds it: a
 * test pins them, for each is a promise to whoever has it in a file.
 */
public final class SettingsContract {

  private SettingsContract() {}

  /**
   * Binds the record and lists every setting as {@code name = value}, one a line, in the order of
   * the record's components; {@code (none)} where it has no value.
   *
   * @param required settings without a default, by full name
   */
  public static <T> String settings(Class<T> type, Map<String, String> required) {
    var declared = type.getAnnotation(ConfigurationProperties.class);
    if (declared == null) {
      throw new IllegalArgumentException(type + " holds no settings");
    }
    String prefix = declared.value().isEmpty() ? declared.prefix() : declared.value();
    var binder = new Binder(new MapConfigurationPropertySource(required));
    T bound = binder.bindOrCreate(prefix, Bindable.of(type));
    List<String> lines = new ArrayList<>();
    list(prefix, bound, lines);
    return String.join("\n", lines) + "\n";
  }

  private static void list(String name, @Nullable Object value, List<String> lines) {
    switch (value) {
      case null -> lines.add(name + " = (none)");
      case Record settings -> {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
          list(name + "." + dashed(component.getName()), read(settings, component), lines);
        }
      }
      case List<?> items when items.stream().anyMatch(Record.class::isInstance) -> {
        for (int i = 0; i < items.size(); i++) {
          list(name + "[" + i + "]", items.get(i), lines);
        }
      }
      case Map<?, ?> map -> lines.add(name + " = " + new TreeMap<Object, Object>(map));
      default -> lines.add(name + " = " + value);
    }
  }

  private static @Nullable Object read(Record settings, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The form that Spring Boot's documentation recommends: {@code maxBodyBytes} is {@code
   * max-body-bytes}.
   */
  private static String dashed(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}

package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.embedded.Directories;

/** Writes {@code application.properties}: sorted, readable by its owner alone, pure ASCII. */
final class PropertiesFile {

  private PropertiesFile() {}

  static void write(Path file, Map<String, String> values) {
    var text = new StringBuilder("# Written at each start; changes are lost.\n");
    new TreeMap<>(values)
        .forEach((key, value) -> {
          escape(text, key);
          text.append('=');
          escape(text, value);
          text.append('\n');
        });
    Directories.writePrivate(file, text.toString());
  }

  /** java.util.Properties' format: ISO 8859-1 with \\uXXXX for all else. */
  private static void escape(StringBuilder text, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        text.append("\\\\");
      } else if (c < ' ' || c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else if (c == ' ' && i == 0) {
        text.append("\\ ");
      } else {
        text.append(c);
      }
    }
  }
}

package org.yipiao.fuzz;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yipiao.platform.architecture.Modules;

/**
 * A decoder is a static method that is not private, is called {@code decode}, {@code parse}, {@code
 * read} or {@code of} and takes bytes or text.
 */
final class Decoders {

  private static final Set<String> NAMES = Set.of("decode", "parse", "read", "of");
  private static final Set<String> INPUTS =
      Set.of(
          "[B",
          "java.lang.String",
          "com.hedera.pbj.runtime.io.buffer.Bytes",
          "com.hedera.hapi.node.state.primitives.ProtoBytes");

  private Decoders() {}

  /** The names of all under some packages, each {@code Class.method}. */
  static Set<String> under(String... roots) {
    var found = new TreeSet<String>();
    Stream.of(roots)
        .flatMap(root -> Modules.classesIn(root).stream())
        .filter(type -> !type.getPackageName().endsWith(".golden")) // fixtures of tests
        .forEach(type -> add(type, found));
    return found;
  }

  private static void add(JavaClass type, Set<String> found) {
    for (JavaMethod method : type.getMethods()) {
      if (NAMES.contains(method.getName())
          && method.getModifiers().contains(JavaModifier.STATIC)
          && !method.getModifiers().contains(JavaModifier.PRIVATE)
          && method.getRawParameterTypes().stream()
              .anyMatch(input -> INPUTS.contains(input.getName()))) {
        found.add(type.getSimpleName() + "." + method.getName());
      }
    }
  }
}

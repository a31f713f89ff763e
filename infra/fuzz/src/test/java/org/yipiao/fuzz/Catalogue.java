package org.yipiao.fuzz;

import java.util.List;

/** Some targets, made by a constructor without parameters. */
public interface Catalogue {

  /** In the order of their names, which differ. */
  List<FuzzTarget> all();

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  default FuzzTarget named(String name) {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no target " + name));
  }

  /**
   * The catalogue of that class.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Catalogue of(String className) {
    try {
      return Class.forName(className)
          .asSubclass(Catalogue.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no catalogue " + className, e);
    }
  }
}

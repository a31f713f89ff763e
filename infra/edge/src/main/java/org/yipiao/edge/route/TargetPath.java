package org.yipiao.edge.route;

/** Which path a request has behind the door. Paths are raw, and leave as they came. */
sealed interface TargetPath {

  /** The path behind the door for one before it. */
  String of(String path);

  /** The same. */
  record Same() implements TargetPath {
    @Override
    public String of(String path) {
      return path;
    }
  }

  /** The same without its first segments. */
  record Without(int segments) implements TargetPath {
    @Override
    public String of(String path) {
      int start = 0;
      for (int i = 0; i < segments; i++) {
        start = path.indexOf('/', start + 1);
      }
      return path.substring(start);
    }
  }

  /** One that does not depend on it. */
  record Fixed(String path) implements TargetPath {
    @Override
    public String of(String ignored) {
      return path;
    }
  }
}

package org.yipiao.ledger.server.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sources of all parts. */
final class Repository {

  static final Path ROOT = Path.of(System.getProperty("yipiao.root", "../.."));

  private static final Set<String> PASSED_OVER = Set.of("target", "node_modules", ".git");

  private final List<Path> sources = new ArrayList<>();

  Repository() throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return PASSED_OVER.contains(String.valueOf(directory.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The product's sources under a folder of the repository. */
  List<Path> product(String folder) {
    return sources.stream()
        .filter(file -> file.startsWith(ROOT.resolve(folder)))
        .filter(file -> file.toString().contains("/src/main/"))
        .toList();
  }

  /** The file of a type of the ledger's. */
  Optional<Path> ofLedger(String type) {
    return product("ledger-node").stream()
        .filter(file -> file.endsWith(type + ".java"))
        .findFirst();
  }

  /** Whether a test class of that name, of whatever part, has such a test. */
  boolean hasTest(String type, String method) {
    return sources.stream()
        .filter(file -> file.toString().contains("/src/test/") && file.endsWith(type + ".java"))
        .anyMatch(file -> read(file).contains("void " + method + "("));
  }

  /** The name with which a type is loaded. */
  static String binaryName(Path source) {
    String path = source.toString();
    String type = path.substring(path.indexOf("/java/") + "/java/".length());
    return type.substring(0, type.length() - ".java".length()).replace('/', '.');
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.yipiao.fuzz;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the driver calls. It stands on the driver's class path alone and reaches all others through
 * a loader of its own over {@code yipiao.fuzz.classpath}: before each run the driver scans its
 * class path, which takes longer than the run when that is ours.
 */
public final class FuzzEntry {

  private static @Nullable Consumer<byte[]> body;

  private FuzzEntry() {}

  /** The driver looks for exactly this name; it calls it once, before the time begins to count. */
  @SuppressWarnings("unchecked") // FuzzBody is a Consumer of bytes
  public static void fuzzerInitialize() throws Exception {
    ClassLoader loader = new URLClassLoader(classPath(), FuzzEntry.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    body =
        (Consumer<byte[]>)
            loader.loadClass("org.yipiao.fuzz.FuzzBody").getDeclaredConstructor().newInstance();
  }

  /** The driver looks for exactly this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (body == null) {
      throw new IllegalStateException("not initialized");
    }
    body.accept(input);
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry :
        System.getProperty("yipiao.fuzz.classpath", "").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}

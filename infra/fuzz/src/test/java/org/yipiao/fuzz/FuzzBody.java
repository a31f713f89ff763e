package org.yipiao.fuzz;

import java.util.function.Consumer;

/** The target {@code yipiao.fuzz.target} of the catalogue {@code yipiao.fuzz.catalogue}. */
public final class FuzzBody implements Consumer<byte[]> {

  private final FuzzTarget.Body body;

  public FuzzBody() {
    String catalogue = System.getProperty("yipiao.fuzz.catalogue", FuzzTargets.class.getName());
    FuzzTarget target = Catalogue.of(catalogue).named(System.getProperty("yipiao.fuzz.target", ""));
    body = target.body();
    // What the first input would have to load and to make is not its own time.
    target.seeds().forEach(body::accept);
  }

  @Override
  public void accept(byte[] input) {
    body.accept(input);
  }
}

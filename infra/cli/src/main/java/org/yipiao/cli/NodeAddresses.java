package org.yipiao.cli;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** The value of {@code --node}. */
final class NodeAddresses {

  private NodeAddresses() {}

  /**
   * @throws UsageException when it is no list of addresses
   */
  static List<URI> of(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(URI::create).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--node is a URL or several, with commas between");
    }
  }
}

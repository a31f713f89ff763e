package org.yipiao.cli;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The value of {@code --node}. */
final class NodeAddresses {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private NodeAddresses() {}

  /**
   * @throws UsageException when it is no list of addresses that can be asked
   */
  static List<URI> of(String text) {
    List<URI> addresses;
    try {
      addresses = Arrays.stream(text.split(",", -1)).map(URI::create).toList();
    } catch (IllegalArgumentException e) {
      throw none();
    }
    if (!addresses.stream().allMatch(NodeAddresses::canBeAsked)) {
      throw none();
    }
    return addresses;
  }

  private static boolean canBeAsked(URI address) {
    return address.getHost() != null
        && address.getScheme() != null
        && SCHEMES.contains(address.getScheme());
  }

  private static UsageException none() {
    return new UsageException("--node is a URL (http or https) or several, with commas between");
  }
}

package org.yipiao.quickstart.parts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a validator's node is told about its consortium.
 *
 * @param urls of the validators' nodes, in the order of member numbers
 * @param gossipPorts of their engines, in the same order
 */
record LedgerNodeSettings(Consortium consortium, List<String> urls, List<Integer> gossipPorts) {

  LedgerNodeSettings {
    urls = List.copyOf(urls);
    gossipPorts = List.copyOf(gossipPorts);
  }

  /** Of one node; {@code index} from 0. */
  Map<String, String> of(int index) {
    var settings = new HashMap<String, String>();
    settings.put("yipiao.ledger.directory", "data");
    settings.put("yipiao.ledger.member", Integer.toString(index + 1));
    settings.put("yipiao.ledger.genesis-file", consortium.genesisFile().toString());
    settings.put("yipiao.ledger.trust-file", consortium.trustFile().toString());
    settings.put(
        "yipiao.ledger.keys-directory",
        consortium.keys(Consortium.VALIDATORS.get(index)).toString());
    for (int validator = 0; validator < gossipPorts.size(); validator++) {
      settings.put(
          "yipiao.ledger.engine.addresses." + (validator + 1),
          "127.0.0.1:" + gossipPorts.get(validator));
    }
    settings.put("yipiao.ledger.engine.listen-on-all-interfaces", "false");
    settings.put("yipiao.ledger.engine.observing-status-delay", "1s");
    settings.put(
        "yipiao.ledger.peers",
        IntStream.range(0, urls.size())
            .filter(other -> other != index)
            .mapToObj(urls::get)
            .collect(Collectors.joining(",")));
    return settings;
  }
}

package org.yipiao.ledger.server.http;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.platform.security.PublicEndpoint;

/**
 * What other validators' nodes ask when the validators change; both are empty before that. To
 * everyone: the order must go on where no token can be had, and what is said proves itself.
 */
@RestController
@RequestMapping("/v1/stop")
@PublicEndpoint(
    "Who validates, and hashes of the order and of where it stands: no payload, no leaf.")
class StopController {

  private static final byte[] NONE = {};

  private final LedgerNode node;

  StopController(LedgerNode node) {
    this.node = node;
  }

  /** Who says that it holds the state with which the engines stopped. */
  @GetMapping(produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  byte[] stop() {
    return node.engineStop().orElse(NONE);
  }

  /**
   * That state, if this node holds it: what is signed can be given, before a quorum says so, too.
   */
  @GetMapping(value = "/state", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  byte[] state() {
    return node.engineStopState().orElse(NONE);
  }
}

package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;

/** How a node is reached: one question, one answer, both bounded. */
interface NodeExchange extends AutoCloseable {

  NodeHttp.Answer get(URI node, String path, Duration timeout);

  NodeHttp.Answer post(URI node, String path, byte[] body, Duration timeout);

  @Override
  void close();
}

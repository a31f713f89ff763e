package org.yipiao.ledger.server.publishing;

/** Where final blocks go. A sink fails as it does: {@link BlockPublisher} alone tries again. */
public interface BlockSink extends AutoCloseable {

  /**
   * Hands over a block and waits until it is safe there.
   *
   * @throws Exception when it is not known to be safe; it is to be handed over again
   */
  void publish(long height, byte[] event) throws Exception;

  @Override
  void close();
}

package org.yipiao.ledger.server.publishing;

/** Where final blocks go. */
public interface BlockSink extends AutoCloseable {

  /**
   * Hands over a block and waits until it is safe there.
   *
   * @throws SinkFailure when it is not known to be safe; it is to be handed over again
   */
  void publish(long height, byte[] event);

  @Override
  void close();

  /** The sink did not take a block. */
  final class SinkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SinkFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

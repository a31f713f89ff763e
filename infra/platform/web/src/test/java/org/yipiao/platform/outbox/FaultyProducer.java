package org.yipiao.platform.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** A real producer to which something happens at a chosen point. */
final class FaultyProducer {

  private interface Before {
    void call(String method, Object[] arguments);
  }

  private FaultyProducer() {}

  /** Everything is sent and acknowledged; then {@code fate} strikes, before anybody notes it. */
  static Producer<String, byte[]> of(Producer<String, byte[]> real, Runnable fate) {
    return around(
        real,
        (method, _) -> {
          if (method.equals("flush")) {
            real.flush();
            fate.run();
          }
        });
  }

  /** Records of one key are not taken. */
  static Producer<String, byte[]> refusing(Producer<String, byte[]> real, String key) {
    return around(
        real,
        (method, arguments) -> {
          if (method.equals("send") && ((ProducerRecord<?, ?>) arguments[0]).key().equals(key)) {
            throw new RecordTooLargeException("larger than a record may be");
          }
        });
  }

  /**
   * No broker that can be reached knows these topics, so that a record for one comes back when the
   * time is over; others are acknowledged. Nothing is really sent.
   *
   * @param asked is told the topic of each record
   */
  @SuppressWarnings("unchecked")
  static Producer<String, byte[]> silentFor(Set<String> topics, Consumer<String> asked) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            FaultyProducer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              String topic = "";
              if (method.getName().equals("send")) {
                topic = ((ProducerRecord<?, ?>) arguments[0]).topic();
                asked.accept(topic);
              }
              return topics.contains(topic)
                  ? CompletableFuture.failedFuture(new TimeoutException("no metadata in time"))
                  : CompletableFuture.completedFuture(
                      new RecordMetadata(new TopicPartition(topic, 0), 0, 0, 0, 0, 0));
            });
  }

  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> around(Producer<String, byte[]> real, Before before) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            FaultyProducer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (_, method, arguments) -> {
              before.call(method.getName(), arguments == null ? new Object[0] : arguments);
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}

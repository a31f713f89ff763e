package org.yipiao.platform.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
            throw new TimeoutException("no room in the buffer");
          }
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

package org.yipiao.ledger.server.publishing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of final blocks, with room for the largest of them: a broker's default is 1 MiB, and
 * one block that does not fit stops the topic for good.
 */
final class BlockTopic {

  private static final Logger LOG = LoggerFactory.getLogger(BlockTopic.class);

  /**
   * Bytes of a published block at most. No rule bounds a block but the time between two: an event
   * of the engine has at most 245 760 bytes, the operations in it become up to five times their
   * bytes here (a leaf's fixed part, base64), and this has room for 54 such events. A broker's
   * default takes no request above 100 MiB, so more would need settings of the broker.
   */
  static final int MAX_EVENT_BYTES = 64 << 20;

  static final int TIMEOUT_MILLIS = 10_000;

  private BlockTopic() {}

  /**
   * Creates the topic with one partition, or raises its limit when it is there already. A broker
   * that does not allow this account to do so is left as it is.
   *
   * @param timeoutMillis how long a broker may take to answer
   * @throws ExecutionException when no broker answers
   */
  static void prepare(String bootstrapServers, String topic, int timeoutMillis)
      throws ExecutionException, InterruptedException {
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "ledger-node",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeoutMillis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeoutMillis))) {
      if (!created(admin, topic)) {
        raiseLimit(admin, topic);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      LOG.warn(
          "this account may not set {} of the topic {}: have it set to {}",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          topic,
          MAX_EVENT_BYTES);
    }
  }

  private static boolean created(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var wanted =
        new NewTopic(topic, Optional.of(1), Optional.empty())
            .configs(
                Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_EVENT_BYTES)));
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  private static void raiseLimit(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    for (Config now : admin.describeConfigs(List.of(resource)).all().get().values()) {
      String limit = now.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
      if (Long.parseLong(limit) < MAX_EVENT_BYTES) {
        var wanted =
            new ConfigEntry(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_EVENT_BYTES));
        var raise = new AlterConfigOp(wanted, AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(raise))).all().get();
      }
    }
  }
}

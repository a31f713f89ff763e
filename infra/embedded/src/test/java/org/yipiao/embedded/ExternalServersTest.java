package org.yipiao.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalServersTest {

  @Test
  void namesTheVariableAndTheAddressOfAServerThatIsNotThere() {
    int nobody = Ports.anyFree();
    for (var named :
        Map.of(
                "YIPIAO_MYSQL_URL", "jdbc:mysql://127.0.0.1:" + nobody + "/?user=root",
                "YIPIAO_REDIS_URL", "redis://:secret@127.0.0.1:" + nobody,
                "YIPIAO_KAFKA_BOOTSTRAP", "127.0.0.1:" + nobody)
            .entrySet()) {
      assertThatThrownBy(
              ExternalServers.of(Map.of(named.getKey(), named.getValue()))::requireReachable)
          .hasMessageContaining(named.getKey() + ": nothing answers at 127.0.0.1:" + nobody)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void oneOfSeveralBrokersIsEnough() throws Exception {
    try (var broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String servers = "127.0.0.1:" + Ports.anyFree() + ", 127.0.0.1:" + broker.getLocalPort();
      assertThatCode(
              ExternalServers.of(Map.of("YIPIAO_KAFKA_BOOTSTRAP", servers))::requireReachable)
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(
            ExternalServers.of(Map.of("YIPIAO_KAFKA_BOOTSTRAP", "localhost"))::requireReachable)
        .hasMessageContaining("must name host:port");
  }

  @Test
  void aDatabaseThatTakesTheConnectionAndSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var access = new MySqlAccess("127.0.0.1", silent.getLocalPort(), "root", "secret");
      var account = new DatabaseAccount("invoice", "another-secret");
      assertThatThrownBy(() -> access.create(account, Duration.ofMillis(300)))
          .hasMessageStartingWith(
              "cannot make the database invoice at 127.0.0.1:" + silent.getLocalPort())
          .hasMessageNotContaining("secret");
    }
  }
}

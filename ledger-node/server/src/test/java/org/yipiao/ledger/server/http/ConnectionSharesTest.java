package org.yipiao.ledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yipiao.platform.http.HttpProperties;

/** How connections are counted, of addresses that this machine does not have. */
class ConnectionSharesTest {

  private static final int ALL = 4;
  private static final String PROXIES = "198.51.100.0/24";

  private final ConnectionShares shares =
      new ConnectionShares(
          new HttpProperties(1, Duration.ofSeconds(1), 1, List.of(PROXIES)),
          new SimpleMeterRegistry());
  private final List<SocketChannel> channels = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  @Test
  void anAddressOfIpv4HasHalfForItself() throws IOException {
    assertThat(enters("203.0.113.1", ALL)).isTrue();
    assertThat(enters("203.0.113.1", ALL)).isTrue();
    assertThat(enters("203.0.113.1", ALL)).isFalse();
    assertThat(enters("203.0.113.2", ALL)).isTrue();
  }

  @Test
  void theAddressesOfA64BitNetworkOfIpv6HaveHalfTogether() throws IOException {
    assertThat(enters("2001:db8:1:2::1", ALL)).isTrue();
    assertThat(enters("2001:db8:1:2:ffff::9", ALL)).isTrue();
    assertThat(enters("2001:db8:1:2::2", ALL)).isFalse();
    assertThat(enters("2001:db8:1:3::1", ALL)).isTrue();
  }

  @Test
  void oneThatIsOverIsGivenBackOnceHoweverOftenThatIsSaid() throws IOException {
    enters("203.0.113.1", ALL);
    enters("203.0.113.1", ALL);
    shares.leave(channels.getFirst());
    shares.leave(channels.getFirst());
    assertThat(shares.counted()).isEqualTo(1);
    assertThat(enters("203.0.113.1", ALL)).isTrue();
    assertThat(enters("203.0.113.1", ALL)).isFalse();
  }

  @Test
  void theEndOfARefusedOneGivesNothingBack() throws IOException {
    enters("203.0.113.1", ALL);
    enters("203.0.113.1", ALL);
    enters("203.0.113.1", ALL);
    shares.leave(channels.getLast());
    assertThat(shares.counted()).isEqualTo(2);
    assertThat(enters("203.0.113.1", ALL)).isFalse();
  }

  @Test
  void nothingIsKeptOfNetworksThatHaveNoneAnyMore() throws IOException {
    enters("203.0.113.1", ALL);
    enters("203.0.113.1", ALL);
    enters("2001:db8::1", ALL);
    channels.forEach(shares::leave);
    assertThat(shares.counted()).isZero();
    assertThat(shares.networks()).isZero();
  }

  @Test
  void ofOneAloneSomebodyHasIt() throws IOException {
    assertThat(enters("203.0.113.1", 1)).isTrue();
    assertThat(enters("203.0.113.1", 1)).isFalse();
  }

  @Test
  void trustedProxiesAndConnectionsWithoutABoundAreNotCounted() throws IOException {
    for (int i = 0; i < 2 * ALL; i++) {
      assertThat(enters("198.51.100.7", ALL)).isTrue();
      assertThat(enters("203.0.113.1", -1)).isTrue();
    }
    assertThat(shares.counted()).isZero();
  }

  private boolean enters(String address, int all) throws IOException {
    var channel = SocketChannel.open();
    channels.add(channel);
    return shares.enter(channel, InetAddress.ofLiteral(address), all);
  }
}

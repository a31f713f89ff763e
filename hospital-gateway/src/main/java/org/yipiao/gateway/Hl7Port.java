package org.yipiao.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yipiao.gateway.charge.ChargeDesk;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.hl7.Hl7Desk;
import org.yipiao.gateway.hl7.Hl7Profile;
import org.yipiao.gateway.mllp.MllpLimits;
import org.yipiao.gateway.mllp.MllpServer;
import org.yipiao.gateway.status.GatewayMetrics;

/**
 * Opens the HL7 port once everything behind it is ready, and closes it first. The gateway's health
 * is down while the port takes no connection.
 */
@Component
@ConditionalOnProperty(name = "yipiao.gateway.hl7.enabled", matchIfMissing = true)
public class Hl7Port implements SmartLifecycle, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(Hl7Port.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final GatewayProperties.Hl7 settings;
  private final Hl7Desk desk;
  private @Nullable MllpServer server;

  Hl7Port(
      GatewayProperties properties,
      Hospital hospital,
      ChargeDesk charges,
      InstantSource time,
      GatewayMetrics metrics) {
    this.settings = properties.hl7();
    this.desk =
        new Hl7Desk(
            new Hl7Profile(
                hospital.issuer().zone(), settings.documentTypes(), properties.language().locale()),
            charges::accept,
            time,
            metrics::hl7Answered);
  }

  @Override
  public synchronized void start() {
    MllpLimits limits =
        new MllpLimits(
            settings.maxMessageBytes(),
            settings.maxConnections(),
            settings.idleTimeout(),
            settings.messageTimeout(),
            CLOSING);
    MllpServer started =
        MllpServer.start(
            new InetSocketAddress(settings.address(), settings.port()),
            limits,
            new MllpServer.Answers() {
              @Override
              public byte[] answer(byte[] message) {
                return desk.answer(message);
              }

              @Override
              public byte[] tooLarge(byte[] beginning, int maxBytes) {
                return desk.tooLarge(beginning, maxBytes);
              }

              @Override
              public byte[] unfinished(byte[] beginning) {
                return desk.unfinished(beginning);
              }
            });
    server = started;
    LOG.info("HL7 over MLLP on {}:{}", settings.address(), started.port());
  }

  @Override
  public synchronized Health health() {
    MllpServer running = server;
    if (running == null) {
      return Health.outOfService().withDetail("cause", "the HL7 port is closed").build();
    }
    Health.Builder health =
        running.accepting()
            ? Health.up()
            : Health.down().withDetail("cause", "the HL7 port takes no connection");
    return health.withDetail("connections", running.connections()).build();
  }

  /** The port in use; 0 while it is closed. */
  public synchronized int port() {
    return server == null ? 0 : server.port();
  }

  @Override
  public synchronized void stop() {
    MllpServer running = server;
    server = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return server != null;
  }
}

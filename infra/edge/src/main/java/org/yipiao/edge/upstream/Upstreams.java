package org.yipiao.edge.upstream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yipiao.edge.EdgeProperties;
import org.yipiao.edge.limit.SharedRoom;

/** All servers behind the door. */
public final class Upstreams {

  private final EdgeProperties settings;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Upstream bff;
  private final Upstream authorization;
  private final Upstream invoiceService;
  private final Upstream claimsService;
  private final Map<String, Upstream> hospitals = new TreeMap<>();

  Upstreams(EdgeProperties settings, Clock clock, MeterRegistry metrics) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.bff = upstream("mobile-bff", settings.bff());
    this.authorization = upstream("authorization-server", settings.authorization());
    this.invoiceService = upstream("invoice-service", settings.invoiceService());
    this.claimsService = upstream("claims-service", settings.claimsService());
    settings
        .hospitals()
        .forEach((tenant, url) -> hospitals.put(tenant, upstream("hospital " + tenant, url)));
  }

  private Upstream upstream(String name, URI url) {
    var breaker = new UpstreamBreaker(name, settings.breaker(), clock);
    var room = new SharedRoom(settings.maxExchanges(), settings.percentOfOneNetwork().exchanges());
    var upstream = new Upstream(name, url, breaker, room);
    metrics.gauge(
        "yipiao.edge.server.away", Tags.of("server", name), breaker, each -> each.isOpen() ? 1 : 0);
    metrics.gauge("yipiao.edge.exchanges", Tags.of("server", name), room, SharedRoom::taken);
    return upstream;
  }

  public Upstream bff() {
    return bff;
  }

  public Upstream authorization() {
    return authorization;
  }

  public Upstream invoiceService() {
    return invoiceService;
  }

  public Upstream claimsService() {
    return claimsService;
  }

  /** The gateway of a hospital, if there is such a hospital. */
  public Optional<Upstream> hospital(String tenant) {
    return Optional.ofNullable(hospitals.get(tenant));
  }
}

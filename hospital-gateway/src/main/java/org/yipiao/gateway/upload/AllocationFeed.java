package org.yipiao.gateway.upload;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.NumberRange;
import org.yipiao.invoice.api.AllocationList;
import org.yipiao.invoice.api.AllocationView;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceNumber;
import tools.jackson.databind.json.JsonMapper;

/** Fetches the number ranges that the bureau allocated to this gateway, as long as it runs. */
public final class AllocationFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AllocationFeed.class);

  private final Uplink uplink;
  private final JsonMapper json;
  private final NumberBook numbers;
  private final Settings settings;
  private final Thread thread;

  /**
   * How ranges are fetched.
   *
   * @param member the hospital's number
   * @param instance this gateway's name in allocations
   * @param lowStock below so many free numbers the stock is low
   * @param refresh between questions while the stock is not low
   * @param urgentRefresh between questions while it is
   */
  public record Settings(
      int member, String instance, long lowStock, Duration refresh, Duration urgentRefresh) {}

  public AllocationFeed(Uplink uplink, JsonMapper json, NumberBook numbers, Settings settings) {
    this.uplink = uplink;
    this.json = json;
    this.numbers = numbers;
    this.settings = settings;
    this.thread = Thread.ofVirtual().name("allocation-feed").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Whether fewer numbers are left than the alarm's threshold. */
  public boolean low() {
    return numbers.remaining() < settings.lowStock();
  }

  private void run() {
    boolean wasLow = false;
    while (true) {
      fetch();
      boolean low = low();
      if (low && !wasLow) {
        LOG.warn("invoice numbers run out: {} are left", numbers.remaining());
      }
      wasLow = low;
      try {
        Duration pause = low ? settings.urgentRefresh() : settings.refresh();
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void fetch() {
    String instance = URLEncoder.encode(settings.instance(), StandardCharsets.UTF_8);
    switch (uplink.get("/v1/allocations?instance=" + instance, Duration.ZERO)) {
      case Uplink.Exchange.Failed(String cause) -> LOG.debug("no ranges fetched: {}", cause);
      case Uplink.Exchange.Answered answer when answer.status() == 200 -> add(answer.body());
      case Uplink.Exchange.Answered answer ->
          LOG.warn("no ranges fetched: the register answers {}", answer.status());
    }
  }

  private void add(byte[] body) {
    try {
      List<NumberRange> ranges =
          json.readValue(body, AllocationList.class).items().stream()
              .filter(this::usable)
              .map(AllocationFeed::range)
              .toList();
      int added = numbers.add(ranges);
      if (added > 0) {
        LOG.info("{} number ranges added, {} numbers are free", added, numbers.remaining());
      }
    } catch (RuntimeException e) { // whatever the register answers, this thread lives
      LOG.error("allocated ranges cannot be used", e);
    }
  }

  /** Only a final allocation to this very gateway: a number must never be used twice. */
  private boolean usable(AllocationView view) {
    return view.state() == BatchState.FINAL
        && "APPLIED".equals(view.outcome())
        && view.member() == settings.member()
        && view.gatewayInstance().equals(settings.instance());
  }

  private static NumberRange range(AllocationView view) {
    return NumberRange.fresh(
        new InvoiceCode(view.code()),
        new InvoiceNumber(view.firstNumber()).sequence(),
        new InvoiceNumber(view.lastNumber()).sequence());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

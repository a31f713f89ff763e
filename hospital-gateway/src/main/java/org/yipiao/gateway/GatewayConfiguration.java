package org.yipiao.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.gateway.charge.ChargeDesk;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.item.ItemTable;
import org.yipiao.gateway.item.ItemTableReader;
import org.yipiao.gateway.numbering.NumberBook;
import org.yipiao.gateway.spool.Retention;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.status.GatewayMetrics;
import org.yipiao.gateway.upload.AllocationFeed;
import org.yipiao.gateway.upload.HttpRegister;
import org.yipiao.gateway.upload.Register;
import org.yipiao.gateway.upload.Uplink;
import org.yipiao.gateway.upload.UplinkState;
import org.yipiao.gateway.upload.UploadSettings;
import org.yipiao.gateway.upload.Uploader;
import org.yipiao.platform.security.ServiceTokens;
import tools.jackson.databind.json.JsonMapper;

/** Puts the parts together: desk, spool, numbers and uplink. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

  private static final String SCOPE = "invoices.submit";
  private static final String DEVELOPMENT_ITEMS = "/org/yipiao/gateway/item/development-items.csv";

  @Bean
  @ConditionalOnMissingBean
  InstantSource time() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  HospitalKeys hospitalKeys(GatewayProperties properties, SecureRandom random) {
    return HospitalKeys.load(properties, random);
  }

  @Bean
  Hospital hospital(HospitalKeys keys) {
    return keys.hospital();
  }

  @Bean
  ItemTable itemTable(GatewayProperties properties) {
    if (properties.itemsFile() != null) {
      return ItemTableReader.read(Path.of(properties.itemsFile()));
    }
    try (InputStream table = GatewayConfiguration.class.getResourceAsStream(DEVELOPMENT_ITEMS)) {
      if (table == null) {
        throw new IllegalStateException("the development item table is missing");
      }
      return ItemTableReader.read("the development item table", table.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Bean(destroyMethod = "close")
  Spool spool(GatewayProperties properties) {
    Path directory = Path.of(properties.directory());
    String keyFile = properties.spool().keyFile();
    return Spool.open(
        directory.resolve("spool"),
        keyFile == null ? directory.resolve("spool.key") : Path.of(keyFile));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Retention retention(GatewayProperties properties, Spool spool, InstantSource time) {
    return new Retention(spool, properties.spool().retention(), time);
  }

  @Bean
  NumberBook numberBook(Spool spool) {
    return new NumberBook(spool);
  }

  @Bean
  GatewayMetrics gatewayMetrics(
      MeterRegistry registry, Spool spool, NumberBook numbers, GatewayProperties properties) {
    return new GatewayMetrics(registry, spool, numbers, properties.numbers().lowStock());
  }

  @Bean
  UplinkState uplinkState(InstantSource time, GatewayMetrics metrics) {
    UplinkState state = new UplinkState(time, metrics::finished);
    metrics.uplink(state);
    return state;
  }

  @Bean
  Uplink uplink(GatewayProperties properties, ServiceTokens tokens) {
    return new Uplink(
        properties.invoiceService(),
        new Uplink.Tokens() {
          @Override
          public String token() {
            return tokens.token(SCOPE);
          }

          @Override
          public void forget(String refused) {
            tokens.forget(refused, SCOPE);
          }
        },
        properties.upload().timeout(),
        properties.language().locale());
  }

  @Bean
  Register register(Uplink uplink, JsonMapper json) {
    return new HttpRegister(uplink, json);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Uploader uploader(
      GatewayProperties properties,
      HospitalKeys keys,
      Spool spool,
      Register register,
      InstantSource time,
      UplinkState uplink) {
    GatewayProperties.Upload upload = properties.upload();
    UploadSettings settings =
        new UploadSettings(
            upload.maxBatch(),
            upload.maxBatchBytes(),
            upload.maxInFlight(),
            upload.linger(),
            upload.statusWait(),
            upload.firstRetry(),
            upload.longestRetry(),
            upload.firstHold(),
            upload.longestHold());
    return new Uploader(spool, register, keys.batches(), settings, time, uplink);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  AllocationFeed allocationFeed(
      GatewayProperties properties, Uplink uplink, JsonMapper json, NumberBook numbers) {
    GatewayProperties.Numbers stock = properties.numbers();
    return new AllocationFeed(
        uplink,
        json,
        numbers,
        new AllocationFeed.Settings(
            properties.hospital().member(),
            properties.instance(),
            stock.lowStock(),
            stock.refresh(),
            stock.urgentRefresh()));
  }

  @Bean(destroyMethod = "close")
  ChargeDesk chargeDesk(
      GatewayProperties properties,
      HospitalKeys keys,
      ItemTable items,
      Spool spool,
      NumberBook numbers,
      InstantSource time,
      SecureRandom random,
      Uploader uploader) {
    return ChargeDesk.open(
        keys.hospital(),
        items,
        properties.coverageAliases() == null ? Map.of() : properties.coverageAliases(),
        keys.documents()::issue,
        spool,
        numbers,
        time,
        random,
        uploader::wake);
  }
}

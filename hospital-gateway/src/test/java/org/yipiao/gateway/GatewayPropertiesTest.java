package org.yipiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.yipiao.gateway.hl7.Hl7Profile;
import org.yipiao.invoice.document.CoverageType;

/** The defaults are part of what an operator relies on: to change one is to change this. */
class GatewayPropertiesTest {

  private static final Map<String, String> NEEDED =
      Map.of(
          "yipiao.gateway.directory", "data",
          "yipiao.gateway.genesis-file", "genesis.json",
          "yipiao.gateway.transaction-key", "transactions.p12",
          "yipiao.gateway.document-key", "documents.p12",
          "yipiao.gateway.invoice-service", "http://127.0.0.1:8082",
          "yipiao.gateway.hospital.member", "4",
          "yipiao.gateway.hospital.name", "测试医院",
          "yipiao.gateway.hospital.region-code", "110101");

  private static GatewayProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("yipiao.gateway", GatewayProperties.class)
        .get();
  }

  @Test
  void speaksTheLanguageThatIsSetByItsTag() {
    Map<String, String> settings = new HashMap<>(NEEDED);
    settings.put("yipiao.gateway.language", "zh-CN");
    assertThat(bound(settings).language()).isEqualTo(Language.ZH_CN);
    settings.put("yipiao.gateway.language", "fr");
    assertThatThrownBy(() -> bound(settings)).hasMessageContaining("yipiao.gateway.language");
  }

  @Test
  void takesAHospitalsOwnDocumentTypesAsTheyAreSpelled() {
    Map<String, String> settings = new HashMap<>(NEEDED);
    settings.put("yipiao.gateway.hl7.national-document-types.SFZ", "RESIDENT_ID");
    settings.put("yipiao.gateway.hl7.national-document-types.PID-19", "RESIDENT_ID");

    assertThat(bound(settings).hl7().documentTypes())
        .isEqualTo(Map.of("SFZ", "RESIDENT_ID", Hl7Profile.PID_19, "RESIDENT_ID"));
  }

  @Test
  void takesAHospitalsOwnNamesOfInsuranceTypesInBrackets() {
    Map<String, String> settings = new HashMap<>(NEEDED);
    settings.put("yipiao.gateway.coverage-aliases[省直]", "PUBLIC_FUNDED");
    settings.put("yipiao.gateway.coverage-aliases.YB-2", "RESIDENT");

    assertThat(bound(settings).coverageAliases())
        .isEqualTo(Map.of("省直", CoverageType.PUBLIC_FUNDED, "YB-2", CoverageType.RESIDENT));
  }

  @Test
  void pinsTheDefaults() {
    GatewayProperties bound = bound(NEEDED);
    assertThat(bound.instance()).isEqualTo("main");
    assertThat(bound.itemsFile()).isNull();
    assertThat(bound.coverageAliases()).isNull();
    assertThat(bound.language()).isEqualTo(Language.EN);
    assertThat(bound.hospital().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(bound.spool()).isEqualTo(new GatewayProperties.Spooling(null, Duration.ofDays(7)));
    assertThat(bound.hl7())
        .isEqualTo(
            new GatewayProperties.Hl7(
                true,
                "127.0.0.1",
                2575,
                1_048_576,
                200,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                null));
    assertThat(bound.hl7().documentTypes())
        .isEqualTo(Map.of("NI", "RESIDENT_ID", "NNCHN", "RESIDENT_ID"));
    assertThat(bound.numbers())
        .isEqualTo(
            new GatewayProperties.Numbers(1_000, Duration.ofSeconds(30), Duration.ofSeconds(1)));
    assertThat(bound.upload())
        .isEqualTo(
            new GatewayProperties.Upload(
                300,
                6_291_456,
                6,
                Duration.ofMillis(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofHours(1),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5)));
  }
}

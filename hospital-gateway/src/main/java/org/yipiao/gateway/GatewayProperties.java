package org.yipiao.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yipiao.invoice.document.CoverageType;

/**
 * Everything that differs between two hospitals' gateways.
 *
 * @param directory where the spool lies; no other process may use it
 * @param genesisFile the ledger's genesis file
 * @param itemsFile the item and price table, CSV; without it a small development table is used
 * @param instance this gateway's name in the bureau's allocations
 * @param transactionKey PKCS#12 file of the hospital's ledger transaction key, its password in the
 *     file of the same stem ending in {@code .password}
 * @param documentKey PKCS#12 file of the hospital's document key with its certificate chain, its
 *     password likewise
 * @param invoiceService where the register answers
 * @param coverageAliases the hospital's own names of 医保类型; one with other characters than ASCII
 *     letters, digits and hyphens stands in brackets, {@code coverage-aliases[省直]}
 * @param language of the reasons in HL7 answers and of the register's, {@code en} or {@code zh-CN};
 *     one that a message's character set cannot write is English
 */
@Validated
@ConfigurationProperties("yipiao.gateway")
public record GatewayProperties(
    @NotBlank String directory,
    @NotBlank String genesisFile,
    @Nullable String itemsFile,
    @NotBlank @DefaultValue("main") String instance,
    @NotBlank String transactionKey,
    @NotBlank String documentKey,
    @NotNull URI invoiceService,
    @Nullable Map<@NotBlank String, CoverageType> coverageAliases,
    @NotNull @DefaultValue("en") Language language,
    @NotNull @Valid HospitalFacts hospital,
    @NotNull @Valid @DefaultValue Spooling spool,
    @NotNull @Valid @DefaultValue Hl7 hl7,
    @NotNull @Valid @DefaultValue Numbers numbers,
    @NotNull @Valid @DefaultValue Upload upload) {

  /**
   * What the hospital's invoices say about it.
   *
   * @param member its number in the consortium; its credit code and tenant come from the genesis
   * @param name as printed
   * @param regionCode 6 digits
   * @param zone of its business dates, and of times that come without an offset
   */
  public record HospitalFacts(
      @Min(1) int member,
      @NotBlank String name,
      @NotNull @Pattern(regexp = "[0-9]{6}") String regionCode,
      @NotNull @DefaultValue("Asia/Shanghai") ZoneId zone) {}

  /**
   * The local store.
   *
   * @param keyFile the key that seals stored documents; made at the first start, {@code spool.key}
   *     in the directory when absent. Keep it apart from copies of the directory
   * @param retention how long the document of a final invoice is kept here; its answer is for ever
   */
  public record Spooling(
      @Nullable String keyFile, @NotNull @DefaultValue("7d") Duration retention) {}

  /**
   * HL7 over MLLP.
   *
   * @param enabled whether the port is opened
   * @param address the interface to listen on
   * @param port 0 takes any free one
   * @param maxMessageBytes a larger message is refused and its connection closed
   * @param maxConnections at one time; further ones are closed at once
   * @param idleTimeout a connection silent for so long is closed
   * @param messageTimeout how long one message may take to arrive as a whole, and its answer to be
   *     read
   * @param nationalDocumentTypes which identifiers are a national identity document and of which
   *     kind: the key is a type of PID-3.5, or {@code PID-19}; by default NI and NNCHN are a {@code
   *     RESIDENT_ID}
   */
  public record Hl7(
      @DefaultValue("true") boolean enabled,
      @NotBlank @DefaultValue("127.0.0.1") String address,
      @Min(0) @Max(65_535) @DefaultValue("2575") int port,
      @Min(1_024) @Max(67_108_864) @DefaultValue("1048576") int maxMessageBytes,
      @Min(1) @Max(10_000) @DefaultValue("200") int maxConnections,
      @NotNull @DefaultValue("10m") Duration idleTimeout,
      @NotNull @DefaultValue("30s") Duration messageTimeout,
      @Nullable Map<String, @NotBlank String> nationalDocumentTypes) {

    private static final Map<String, String> USUAL_DOCUMENT_TYPES =
        Map.of("NI", "RESIDENT_ID", "NNCHN", "RESIDENT_ID");

    Map<String, String> documentTypes() {
      return nationalDocumentTypes == null ? USUAL_DOCUMENT_TYPES : nationalDocumentTypes;
    }
  }

  /**
   * The stock of invoice numbers.
   *
   * @param lowStock the alarm sounds below so many free numbers
   * @param refresh how often new ranges are asked for
   * @param urgentRefresh how often while the stock is low
   */
  public record Numbers(
      @Min(0) @DefaultValue("1000") long lowStock,
      @NotNull @DefaultValue("30s") Duration refresh,
      @NotNull @DefaultValue("1s") Duration urgentRefresh) {}

  /**
   * The way to the register.
   *
   * @param maxBatch invoices in one batch and one ledger transaction
   * @param maxBatchBytes of their documents
   * @param maxInFlight batches that are not final at one time
   * @param linger how long an invoice waits for company
   * @param statusWait how long one question after a batch waits for its end
   * @param timeout of one exchange, besides that
   * @param validity how long a signed transaction may wait to be ordered
   * @param firstRetry the pause after a first failure; it doubles with each further one
   * @param longestRetry the longest such pause
   * @param firstHold how long an invoice is put off that the register may take later; it doubles
   *     each time
   * @param longestHold the longest such time
   */
  public record Upload(
      @Min(1) @Max(300) @DefaultValue("300") int maxBatch,
      @Min(65_536) @Max(7_340_032) @DefaultValue("6291456") long maxBatchBytes,
      @Min(1) @Max(64) @DefaultValue("6") int maxInFlight,
      @NotNull @DefaultValue("5ms") Duration linger,
      @NotNull @DefaultValue("20s") Duration statusWait,
      @NotNull @DefaultValue("20s") Duration timeout,
      @NotNull @DefaultValue("1h") Duration validity,
      @NotNull @DefaultValue("100ms") Duration firstRetry,
      @NotNull @DefaultValue("5s") Duration longestRetry,
      @NotNull @DefaultValue("1s") Duration firstHold,
      @NotNull @DefaultValue("5m") Duration longestHold) {}
}

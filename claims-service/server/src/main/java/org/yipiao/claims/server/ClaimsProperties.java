package org.yipiao.claims.server;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.yipiao.platform.money.Money;

/**
 * Settings of the claims service.
 *
 * @param tenants the payers served
 * @param genesisFile the ledger's genesis file; {@code genesis.json} beside the trust file by
 *     default
 * @param trustFile the ledger's trust root, {@code consortium.json}
 * @param ledgerNodes HTTP addresses of ledger nodes, tried in turn
 * @param invoiceService address of the invoice service
 * @param bank address of the bank's payment interface
 * @param finalRejections reasons (of ISO 20022 or the bank's own) for which the bank cannot have
 *     made a payment that it rejects; after any other, and after none, a person has to look
 * @param tokenUri the authorization server's token endpoint
 * @param tokenAudience whom the payers' assertions are for, where the authorization server goes by
 *     another address than {@code token-uri}, which is the default
 * @param socialMembers member numbers of public schemes; all other payers are commercial
 * @param longestConsent how far ahead the end of a person's consent may lie
 * @param reservationExpiry for how long a reservation that is not yet committed may stand
 * @param transactionExpiry after which a transaction that was not ordered is signed anew
 * @param finalityWait how long one attempt waits for finality
 * @param retryDelay first delay before a step is tried again
 * @param maxRetryDelay longest delay before a step is tried again
 * @param longestPause longest delay before a step is tried again of which each attempt leaves a
 *     trace elsewhere for good, or that waits for other claims: an invoice is looked at that is not
 *     final, a reservation is refused because the payer has as many open as it may have, others
 *     hold what a claim needs; at most half of {@code transaction-expiry}
 * @param pollInterval how often waiting claims are looked for
 * @param leaseTime after which another process takes over a claim that nobody works on
 * @param workers claims worked on at the same time; each payer has an equal share of its own,
 *     rounded up
 * @param driveClaims whether this process works on claims, or only answers
 * @param crashAt name of a crash point at which the process halts; for fault tests
 */
@Validated
@ConfigurationProperties("yipiao.claims")
public record ClaimsProperties(
    @NotEmpty @Valid List<Tenant> tenants,
    @Nullable String genesisFile,
    @NotBlank String trustFile,
    @NotEmpty List<URI> ledgerNodes,
    @NotNull URI invoiceService,
    @NotNull URI bank,
    @NotNull @DefaultValue({"AC01", "AC03", "AC04", "AC06", "AC07", "AG01", "BE06", "MD07", "RC04"})
        List<String> finalRejections,
    @NotNull URI tokenUri,
    @Nullable String tokenAudience,
    @NotNull @DefaultValue("2") List<Integer> socialMembers,
    @NotNull @DefaultValue("90d") Duration longestConsent,
    @NotNull @DefaultValue("1h") Duration reservationExpiry,
    @NotNull @DefaultValue("5m") Duration transactionExpiry,
    @NotNull @DefaultValue("5s") Duration finalityWait,
    @NotNull @DefaultValue("50ms") Duration retryDelay,
    @NotNull @DefaultValue("2s") Duration maxRetryDelay,
    @NotNull @DefaultValue("2m") Duration longestPause,
    @NotNull @DefaultValue("200ms") Duration pollInterval,
    @NotNull @DefaultValue("12s") Duration leaseTime,
    @Min(1) @Max(1000) @DefaultValue("32") int workers,
    @DefaultValue("true") boolean driveClaims,
    @Nullable String crashAt) {

  public ClaimsProperties {
    tenants = List.copyOf(tenants);
    ledgerNodes = List.copyOf(ledgerNodes);
    finalRejections = List.copyOf(finalRejections);
    socialMembers = List.copyOf(socialMembers);
    if (reservationExpiry.compareTo(Duration.ofHours(24)) > 0
        || transactionExpiry.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("yipiao.claims: expiries are at most 24 h");
    }
    if (leaseTime.compareTo(finalityWait.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "yipiao.claims.lease-time must be at least twice finality-wait");
    }
  }

  /**
   * One payer.
   *
   * @param tenant its tenant id
   * @param name as it stands in payment messages; the tenant id by default
   * @param member its number on the ledger
   * @param transactionKey PKCS#12 file of its transaction key, password beside it
   * @param benefitKeyFile file of 32 to 64 bytes in hexadecimal, kept for ever: the same benefit
   *     must always give the same digest
   * @param oauthClientId its client at the authorization server
   * @param oauthKeyStore PKCS#12 file of that client's key
   * @param oauthKeyStorePasswordFile file of that store's password; beside it by default
   * @param bankAccount account from which it pays
   * @param secondPairOfEyesAbove amount, in fen, paid or withheld, above which what a person
   *     decides on a claim takes effect only once another person has decided the same; 0 for always
   * @param stateNodes HTTP addresses of the ledger nodes whose unproven word it takes for what is
   *     left of an invoice, tried in turn: its own member's, or the one that it trusts
   */
  @ConfigurationPropertiesSource
  public record Tenant(
      @NotBlank String tenant,
      @Nullable String name,
      @Min(1) int member,
      @NotBlank String transactionKey,
      @NotBlank String benefitKeyFile,
      @NotBlank String oauthClientId,
      @NotBlank String oauthKeyStore,
      @Nullable String oauthKeyStorePasswordFile,
      @NotBlank String bankAccount,
      @Min(0) @Max(Money.MAX_FEN) @DefaultValue("500000") long secondPairOfEyesAbove,
      @NotEmpty List<URI> stateNodes) {

    public Tenant {
      stateNodes = List.copyOf(stateNodes);
    }
  }
}

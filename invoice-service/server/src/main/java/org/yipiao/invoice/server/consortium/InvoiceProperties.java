package org.yipiao.invoice.server.consortium;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the register.
 *
 * @param ledgerNodes validators to submit to, the own one first
 * @param trustFile path of {@code consortium.json}
 * @param genesisFile path of the ledger's genesis file; {@code genesis.json} beside the trust file
 *     when it is absent
 * @param transactionKey path of the PKCS#12 file with the bureau's transaction key; its password
 *     lies beside it in {@code <name>.password}
 * @param registerKeyFile path of a file with 64 hexadecimal characters: the key that turns
 *     documents into person ids; it is never changed
 * @param personalDataKeyFile path of a file with 64 hexadecimal characters: the key that wraps the
 *     persons' data keys
 * @param consentKeysFile path of the JWK set whose first key signs consents, the same for every
 *     process of the register and made at the first start; {@code consent-keys.json} beside the
 *     register key when it is absent
 * @param patientTenant the tenant through whose clients patients sign in
 * @param allocationExpiry how long a signed allocation may wait for the ledger
 * @param relaysAtOnce how many transactions are followed at the same time
 * @param resolutionsPerMinute how many document numbers a client of the patients' platform may turn
 *     into persons in a minute, for each process
 */
@Validated
@ConfigurationProperties("yipiao.invoice")
public record InvoiceProperties(
    @NotEmpty List<URI> ledgerNodes,
    @NotBlank String trustFile,
    @Nullable String genesisFile,
    @NotBlank String transactionKey,
    @NotBlank String registerKeyFile,
    @NotBlank String personalDataKeyFile,
    @Nullable String consentKeysFile,
    @NotBlank @DefaultValue("platform") String patientTenant,
    @NotNull @DefaultValue("1h") Duration allocationExpiry,
    @Min(1) @Max(1_000) @DefaultValue("32") int relaysAtOnce,
    @Min(1) @Max(1_000_000) @DefaultValue("6000") int resolutionsPerMinute) {

  public InvoiceProperties {
    ledgerNodes = List.copyOf(ledgerNodes);
    if (genesisFile == null) {
      genesisFile = Path.of(trustFile).resolveSibling("genesis.json").toString();
    }
    if (consentKeysFile == null) {
      consentKeysFile = Path.of(registerKeyFile).resolveSibling("consent-keys.json").toString();
    }
  }
}

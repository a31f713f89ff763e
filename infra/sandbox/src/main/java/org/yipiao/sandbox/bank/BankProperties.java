package org.yipiao.sandbox.bank;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sandbox bank.
 *
 * @param directory where its journal lies, and that of the identities; made if absent
 * @param accounts what may be debited, each account by the tenant alone that holds it
 * @param maxTransfers most transfers of one message
 */
@Validated
@ConfigurationProperties("yipiao.sandbox.bank")
public record BankProperties(
    @NotBlank String directory,
    @NotEmpty @Valid @DefaultValue List<Account> accounts,
    @Min(1) @Max(1_000) @DefaultValue("100") int maxTransfers) {

  public BankProperties {
    accounts = List.copyOf(accounts);
    var numbers = new HashSet<String>();
    for (var account : accounts) {
      if (!numbers.add(account.number())) {
        throw new IllegalArgumentException(
            "yipiao.sandbox.bank.accounts: " + account.number() + " is there twice");
      }
    }
  }

  /**
   * An account that is debited.
   *
   * @param number as messages name it
   * @param tenant who holds it
   */
  @ConfigurationPropertiesSource
  public record Account(
      @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,34}") String number,
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String tenant) {}
}

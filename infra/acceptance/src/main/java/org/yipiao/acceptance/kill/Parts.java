package org.yipiao.acceptance.kill;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names of the platform's parts. */
final class Parts {

  static final String CLAIMS = "claims-service";
  static final String BFF = "mobile-bff";
  static final String EDGE = "edge";
  static final String AUTHORIZATION = "authorization-server";

  static final List<String> VALIDATORS =
      List.of("ledger-bureau", "ledger-agency", "ledger-insurer", "ledger-hospital-one");

  /** Each two of them, once. */
  static List<List<String>> pairsOfValidators() {
    return IntStream.range(0, VALIDATORS.size())
        .boxed()
        .flatMap(one ->
            VALIDATORS.stream().skip(one + 1L).map(other -> List.of(VALIDATORS.get(one), other)))
        .toList();
  }

  /** Everything but the validators. */
  static final List<String> SERVICES =
      List.of(
          "invoice-service",
          CLAIMS,
          "gateway-hospital-one",
          "gateway-hospital-two",
          AUTHORIZATION,
          "bank",
          BFF,
          EDGE,
          "mariadb",
          "redis",
          "kafka");

  /** What a signed-in patient depends on. */
  static final List<String> BEFORE_PATIENTS = List.of(BFF, EDGE, AUTHORIZATION, "redis");

  /** Those of them through which a patient's streams run. */
  static final List<String> CARRY_STREAMS = List.of(BFF, EDGE);

  static final List<String> ALL = Stream.concat(VALIDATORS.stream(), SERVICES.stream()).toList();

  private Parts() {}
}

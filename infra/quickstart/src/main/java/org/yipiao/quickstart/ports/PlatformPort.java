package org.yipiao.quickstart.ports;

import java.util.Locale;

/** A listening socket of the platform with its usual port. */
public enum PlatformPort {
  /** HTTP of the first validator, the bureau's. */
  LEDGER_1(8101),
  /** HTTP of the second validator, the agency's. */
  LEDGER_2(8102),
  /** HTTP of the third validator, the insurer's. */
  LEDGER_3(8103),
  /** HTTP of the fourth validator, the large hospital's. */
  LEDGER_4(8104),
  /** Gossip of the first validator. */
  GOSSIP_1(8111),
  /** Gossip of the second validator. */
  GOSSIP_2(8112),
  /** Gossip of the third validator. */
  GOSSIP_3(8113),
  /** Gossip of the fourth validator. */
  GOSSIP_4(8114),
  /** HTTP of the public door. */
  EDGE(8080),
  /** HTTP of the backend of the patients' app and the payers' page. */
  BFF(8085),
  /** HTTP of the authorization server. */
  AUTHORIZATION(9000),
  /** HTTP of the invoice service. */
  INVOICE(8082),
  /** HTTP of the claims service. */
  CLAIMS(8083),
  /** HTTP of the large hospital's gateway. */
  GATEWAY_ONE(8084),
  /** HTTP of the other hospital's gateway. */
  GATEWAY_TWO(8086),
  /** HL7 over MLLP of the large hospital's gateway. */
  HL7_ONE(2575),
  /** HL7 over MLLP of the other hospital's gateway. */
  HL7_TWO(2576),
  /** HTTP of the sandbox bank. */
  BANK(8090),
  /** MariaDB. */
  MYSQL(13306),
  /** Redis. */
  REDIS(16379),
  /** Kafka. */
  KAFKA(19092);

  private final int usual;

  PlatformPort(int usual) {
    this.usual = usual;
  }

  /** The port taken when it is free and nothing else is said. */
  public int usual() {
    return usual;
  }

  /** Such as {@code gateway-one}; the command line's option is {@code --port-} and this. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether other parts' files remember it, so that it should stay from start to start. */
  boolean staysFromStartToStart() {
    return name().startsWith("GOSSIP_");
  }
}

package org.yipiao.embedded;

/** The environment variables that name servers to use instead of the embedded ones. */
public enum ServerVariable {
  YIPIAO_MYSQL_URL(
      "jdbc:mysql://host:port/?user=…&password=…",
      "a server of MySQL instead of the embedded MariaDB, with an account that may create databases"
          + " and users; port 3306 when none is named"),
  YIPIAO_REDIS_URL(
      "redis://[:password@]host:port",
      "a Redis instead of the embedded one; port 6379 when none is named. An authorization server"
          + " that is started alone takes it for `yipiao.authorization.redis-url`"),
  YIPIAO_KAFKA_BOOTSTRAP(
      "host:port[,host:port]",
      "brokers of Kafka instead of the embedded one; one of them is enough");

  private final String form;
  private final String meaning;

  ServerVariable(String form, String meaning) {
    this.form = form;
    this.meaning = meaning;
  }

  /** How its value reads. */
  public String form() {
    return form;
  }

  /** What it is for, in a sentence for the operator. */
  public String meaning() {
    return meaning;
  }

  IllegalArgumentException misread() {
    return new IllegalArgumentException(name() + " must read " + form);
  }
}

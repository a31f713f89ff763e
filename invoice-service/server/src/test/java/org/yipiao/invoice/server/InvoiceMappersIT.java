package org.yipiao.invoice.server;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.MapperContract;

class InvoiceMappersIT {

  private static final String BATCH = "a transaction carries at most 300 operations";

  @Test
  void everyStatementUsesAnIndexAndIsBounded() throws SQLException {
    var access = SharedTestServers.get().freshDatabase("invoice_mappers");
    var database = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/platform")
        .load()
        .migrate();

    MapperContract.of("org.yipiao.invoice.server", database)
        .boundedBy("InvoiceMapper.ofTransaction", BATCH)
        .boundedBy("InvoiceMapper.unsettled", BATCH)
        .verify();
  }
}

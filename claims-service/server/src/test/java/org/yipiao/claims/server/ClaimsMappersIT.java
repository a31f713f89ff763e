package org.yipiao.claims.server;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.testing.MapperContract;

class ClaimsMappersIT {

  @Test
  void everyStatementUsesAnIndexAndIsBounded() throws SQLException {
    var access = SharedTestServers.get().freshDatabase("claims_mappers");
    var database = new DriverManagerDataSource(access.jdbcUrl(), access.user(), access.password());
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/platform")
        .load()
        .migrate();

    MapperContract.of("org.yipiao.claims.server", database)
        .boundedBy("CoverageMapper.countedIn", "a person's claims of one year under one plan")
        .verify();
  }
}

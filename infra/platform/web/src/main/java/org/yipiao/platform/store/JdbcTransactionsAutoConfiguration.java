package org.yipiao.platform.store;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * {@code @Transactional} means the database, whatever else is on the classpath. Spring Boot's own
 * JDBC transaction manager backs off as soon as any other exists, for example the one that {@code
 * spring.kafka.producer.transaction-id-prefix} brings; rows would then stay after an exception.
 */
@AutoConfiguration(
    after = DataSourceAutoConfiguration.class,
    before = DataSourceTransactionManagerAutoConfiguration.class,
    beforeName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(JdbcTransactionManager.class)
@ConditionalOnSingleCandidate(DataSource.class)
public final class JdbcTransactionsAutoConfiguration {

  @Bean
  @Primary
  @ConditionalOnMissingBean(JdbcTransactionManager.class)
  JdbcTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }
}

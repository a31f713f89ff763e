package org.yipiao.claims.server;

import java.time.Clock;
import java.time.InstantSource;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the claims service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@MapperScan(
    basePackages = "org.yipiao.claims.server",
    annotationClass = org.apache.ibatis.annotations.Mapper.class)
public class ClaimsServiceApplication {

  public static void main(String[] args) {
    SpringApplication.run(ClaimsServiceApplication.class, args);
  }

  @Bean
  @org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean
  InstantSource time() {
    return Clock.systemUTC();
  }
}

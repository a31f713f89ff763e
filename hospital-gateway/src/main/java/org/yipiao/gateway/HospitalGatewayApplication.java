package org.yipiao.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The gateway on a hospital's premises. */
@SpringBootApplication
@EnableConfigurationProperties(GatewayProperties.class)
public class HospitalGatewayApplication {

  public static void main(String[] args) {
    SpringApplication.run(HospitalGatewayApplication.class, args);
  }
}

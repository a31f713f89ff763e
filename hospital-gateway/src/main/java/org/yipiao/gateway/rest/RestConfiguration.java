package org.yipiao.gateway.rest;

import jakarta.validation.Validator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of the HTTP interface that are no controllers. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  @Bean
  ChargeReading chargeReading(JsonMapper json, Validator validator) {
    return new ChargeReading(json, validator);
  }
}

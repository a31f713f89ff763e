package org.yipiao.invoice.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The register of invoices. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class InvoiceServiceApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(InvoiceServiceApplication.class, arguments);
  }
}

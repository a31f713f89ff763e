package org.yipiao.gateway.upload;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.RegisterServer;

/** A gateway's desk and a register, both new for each test. */
abstract class UploadsToARegister {

  TestUploader gateway;
  RegisterServer register;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    gateway = TestUploader.open(directory);
    register = gateway.register();
  }

  @AfterEach
  void close() {
    gateway.close();
  }
}

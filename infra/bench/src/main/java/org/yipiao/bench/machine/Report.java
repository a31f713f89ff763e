package org.yipiao.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The file with all that was measured. */
public final class Report {

  private Report() {}

  /** Writes a report as JSON for people; missing folders are made. */
  public static void write(Path json, Object report) throws IOException {
    Path folder = json.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(json, mapper.writeValueAsString(report) + "\n");
  }
}

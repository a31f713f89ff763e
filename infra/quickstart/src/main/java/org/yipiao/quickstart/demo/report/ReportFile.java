package org.yipiao.quickstart.demo.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that receives the report. It is there from the beginning, with a failure that says that
 * the run has not ended, and is replaced whole: whatever ends the run, there is a report to read.
 */
public final class ReportFile {

  static final String NOT_ENDED = "the run has not come to its end";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final @Nullable Path file;

  /** Null for no report. */
  public ReportFile(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Writes the report of a run that has found nothing yet.
   *
   * @throws IOException when the file cannot be written
   */
  public void begin() throws IOException {
    writeNothingBut(NOT_ENDED);
  }

  /**
   * Writes the report of a run that has found nothing, for this reason.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeNothingBut(String failure) throws IOException {
    Findings none = new Findings();
    none.failed(failure);
    write(none.report());
  }

  /** Replaces the report; does nothing when none is wanted. */
  public void write(DemoReport report) throws IOException {
    if (file == null) {
      return;
    }
    String text = JSON.writeValueAsString(report) + "\n";
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path folder = target.getParent();
    if (folder == null || (Files.exists(target) && !Files.isRegularFile(target))) {
      Files.writeString(target, text); // a pipe or a terminal
      return;
    }
    Files.createDirectories(folder);
    Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return file == null ? "none" : file.toString();
  }
}

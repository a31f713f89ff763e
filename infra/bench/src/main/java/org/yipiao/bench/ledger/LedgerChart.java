package org.yipiao.bench.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The steps as one page that needs nothing else: a table and a bar for each time to finality. */
final class LedgerChart {

  private static final int WIDTH = 640;
  private static final int ROW = 44;
  private static final int LEFT = 300;
  private static final int HEIGHT = 120;
  private static final int LEAST_POINTS = 3;

  private LedgerChart() {}

  /** Writes the page; its folder exists. */
  static void write(Path file, LedgerReport report) throws IOException {
    Files.writeString(file, page(report));
  }

  static String page(LedgerReport report) {
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Ledger under load</title>
    <style>
    body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; max-width: 70rem; color: #1f2328 }
    table { border-collapse: collapse } td, th { padding: .2rem .7rem; text-align: right }
    td:first-child, th:first-child { text-align: left } tr + tr { border-top: 1px solid #d0d7de }
    </style>
    <h1>Ledger under load</h1>
    <p>%s</p>
    <p>Durability: %s.</p>
    %s
    %s
    %s
    </html>
    """
        .formatted(
            escaped(report.machine()),
            escaped(report.durability()),
            svg(report.held()),
            courses(report.held()),
            table(report.held()));
  }

  private static String svg(List<LedgerReport.Loaded> steps) {
    double most = steps.stream().mapToDouble(step -> step.finality().p99()).max().orElse(1);
    var bars = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      int y = i * ROW;
      bars.append(
          "<text x=\"0\" y=\"%d\">%s, batches of %d, %,.0f final/s</text>%n"
              .formatted(y + 20, name(step), step.batch(), step.finalPerSecond()));
      bars.append(bar(y + 4, step.finality().p50(), most, "#1a7f64", "p50"));
      bars.append(bar(y + 20, step.finality().p99(), most, "#b35900", "p99"));
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Time to finality\""
        + " width=\"%d\" height=\"%d\" font-size=\"12\">%n%s</svg>"
            .formatted(LEFT + WIDTH + 120, Math.max(1, steps.size()) * ROW, bars);
  }

  /** Times over the run, for the steps that are long enough to have a course. */
  private static String courses(List<LedgerReport.Loaded> steps) {
    var charts = new StringBuilder();
    for (var step : steps) {
      List<Latencies> course = step.everyTenSeconds();
      if (course.size() >= LEAST_POINTS) {
        double most = course.stream().mapToDouble(Latencies::p99).max().orElse(1);
        charts.append(
            "<h2>%s, batches of %d, %d due a second: every %d s, at most %.0f ms</h2>%n"
                .formatted(
                    name(step),
                    step.batch(),
                    step.offeredPerSecond(),
                    OpenLoop.STRETCH_SECONDS,
                    most));
        charts.append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Finality over"
                + " time\" width=\"%d\" height=\"%d\">%n%s%s</svg>%n"
                    .formatted(
                        WIDTH,
                        HEIGHT,
                        line(course, Latencies::p50, most, "#1a7f64"),
                        line(course, Latencies::p99, most, "#b35900")));
      }
    }
    return charts.toString();
  }

  private static String line(
      List<Latencies> course, ToDoubleFunction<Latencies> time, double most, String colour) {
    var points = new StringBuilder();
    for (int i = 0; i < course.size(); i++) {
      double y = most <= 0 ? HEIGHT : HEIGHT * (1 - time.applyAsDouble(course.get(i)) / most);
      points.append(
          String.format(
              Locale.ROOT, "%d,%.1f ", i * WIDTH / (course.size() - 1), Math.min(y, HEIGHT - 1)));
    }
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
        .formatted(points.toString().strip(), colour);
  }

  private static String bar(int y, double millis, double most, String colour, String what) {
    long width = most <= 0 ? 0 : Math.round(WIDTH * millis / most);
    return String.format(
        Locale.ROOT,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"13\" fill=\"%s\"/>"
            + "<text x=\"%d\" y=\"%d\">%s %.0f ms</text>%n",
        LEFT,
        y,
        width,
        colour,
        LEFT + width + 6,
        y + 11,
        what,
        millis);
  }

  private static String table(List<LedgerReport.Loaded> steps) {
    var rows = new StringBuilder();
    for (var step : steps) {
      rows.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td>%d<td>%d<td>%.0f<td>%.1f<td>%.1f<td>%.1f<td>%.1f<td>%d%n",
              name(step),
              step.batch(),
              step.offeredPerSecond(),
              step.finalPerSecond(),
              step.finality().p50(),
              step.finality().p99(),
              step.finality().p999(),
              step.finality().most(),
              step.seconds()));
    }
    return "<table><tr><th>course<th>batch<th>due/s<th>final/s<th>p50 ms<th>p99 ms<th>p99.9 ms"
        + "<th>most ms<th>seconds\n"
        + rows
        + "</table>";
  }

  private static String name(LedgerReport.Loaded step) {
    return step.course().replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}

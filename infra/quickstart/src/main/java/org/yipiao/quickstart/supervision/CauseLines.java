package org.yipiao.quickstart.supervision;

import java.util.List;
import java.util.regex.Pattern;

/** Picks, from the end of a log, the lines that say why a process ended. */
final class CauseLines {

  private static final int LIMIT = 8;
  private static final int WIDTH = 300;
  private static final Pattern CAUSE =
      Pattern.compile("^Caused by|\\bERROR\\b|Exception in thread|^Error|Reason:");

  /** Between these Spring Boot explains a failed start in words; what comes later counts more. */
  private static final String DESCRIPTION = "Description:";

  private static final String ACTION = "Action:";
  private static final Pattern FRAME = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ )");

  private CauseLines() {}

  static List<String> of(List<String> log) {
    List<String> lines =
        log.stream()
            .filter(line -> !line.isBlank())
            .filter(line -> !FRAME.matcher(line).find())
            .toList();
    int action = lines.lastIndexOf(ACTION);
    boolean explained =
        action >= 0
            && lines.subList(action, lines.size()).stream()
                .noneMatch(line -> CAUSE.matcher(line).find());
    if (explained) {
      int description = lines.subList(0, action).lastIndexOf(DESCRIPTION);
      return lines.subList(description + 1, action).stream()
          .limit(LIMIT)
          .map(CauseLines::cut)
          .toList();
    }
    List<String> causes = lines.stream().filter(line -> CAUSE.matcher(line).find()).toList();
    List<String> chosen = causes.isEmpty() ? lines : causes;
    return chosen.subList(Math.max(0, chosen.size() - LIMIT), chosen.size()).stream()
        .map(CauseLines::cut)
        .toList();
  }

  private static String cut(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH) + " …" : line;
  }
}

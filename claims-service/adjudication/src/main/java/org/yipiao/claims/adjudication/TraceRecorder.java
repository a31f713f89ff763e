package org.yipiao.claims.adjudication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.platform.money.Money;

/** Collects the lines of one decision. */
final class TraceRecorder {

  private final List<TraceLine> lines = new ArrayList<>();

  Line step(TraceStep step) {
    return new Line(step);
  }

  Trace trace() {
    return new Trace(lines);
  }

  final class Line {
    private final TraceStep step;
    private final Map<String, String> params = new TreeMap<>();
    private final Map<String, String> amounts = new TreeMap<>();

    private Line(TraceStep step) {
      this.step = step;
    }

    Line with(String name, Object value) {
      params.put(name, value.toString());
      return this;
    }

    Line ratio(String name, BigDecimal ratio) {
      params.put(name, plain(ratio, 2));
      return this;
    }

    Line amount(String name, Money amount) {
      amounts.put(name, amount.toYuanString());
      return this;
    }

    Line amount(String name, BigDecimal yuan) {
      amounts.put(name, plain(yuan, 2));
      return this;
    }

    void add() {
      lines.add(new TraceLine(step, params, amounts));
    }
  }

  /** One spelling for each value: no exponent, no needless zeros beyond {@code minScale}. */
  private static String plain(BigDecimal value, int minScale) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.setScale(Math.max(minScale, stripped.scale())).toPlainString();
  }
}

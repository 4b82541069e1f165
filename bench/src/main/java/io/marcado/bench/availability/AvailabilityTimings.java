package io.marcado.bench.availability;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link AvailabilityBenchmark} by JMH. */
public final class AvailabilityTimings implements Measurement {

  @Override
  public String title() {
    return "Finding free times of a month";
  }

  @Override
  public MarkdownTable measure() throws RunnerException {
    MarkdownTable table = new MarkdownTable("what", "resources", "p50 µs", "p95 µs");
    Runner runner =
        new Runner(
            new OptionsBuilder()
                .include(AvailabilityBenchmark.class.getSimpleName())
                .verbosity(VerboseMode.SILENT)
                .build());
    for (RunResult result : runner.run()) {
      table.row(
          what(result.getPrimaryResult().getLabel()),
          result.getParams().getParam("resources"),
          micros(result, 50),
          micros(result, 95));
    }
    return table.note(
        "JMH, one fork, C2. 31 days, a service of an hour with 10 minutes after it, nine hours open"
            + " on weekdays, half of the time taken; reading the table is not part of it.");
  }

  private static String what(String benchmark) {
    return switch (benchmark) {
      case "monthOfSlots" -> "a service";
      case "monthOfVisits" -> "a visit of three parts";
      case "monthOfThreeAtOnce" -> "three at the same time";
      default -> benchmark;
    };
  }

  private static String micros(RunResult result, double percentile) {
    return String.format(
        Locale.ROOT, "%.0f", result.getPrimaryResult().getStatistics().getPercentile(percentile));
  }
}

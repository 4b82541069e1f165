package io.marcado.bench;

import io.marcado.bench.availability.AvailabilityTimings;
import io.marcado.bench.coldstart.BareComparison;
import io.marcado.bench.coldstart.ColdStarts;
import io.marcado.bench.coldstart.WarmCalls;
import io.marcado.bench.contention.Contention;
import io.marcado.bench.contention.Rushes;
import io.marcado.bench.cost.Costs;
import io.marcado.bench.cost.CostsOfSeries;
import io.marcado.bench.floods.FloodResults;
import io.marcado.bench.growth.Growth;
import io.marcado.bench.jars.LambdaJars;
import io.marcado.bench.load.Load;
import io.marcado.bench.login.LoginTimings;
import io.marcado.bench.money.Money;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures and prints the tables of docs/performance.md and docs/reliability.md. */
public final class Main {
  /** Takes minutes; only for who names it. */
  private static final String LARGE = "growth-large";

  private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

  static {
    MEASUREMENTS.put("cost", new Costs());
    MEASUREMENTS.put("series", new CostsOfSeries());
    MEASUREMENTS.put("money", new Money());
    MEASUREMENTS.put("growth", new Growth(1_000));
    MEASUREMENTS.put(LARGE, new Growth(10_000));
    MEASUREMENTS.put("contention", new Contention());
    MEASUREMENTS.put("rush", new Rushes());
    MEASUREMENTS.put("availability", new AvailabilityTimings());
    MEASUREMENTS.put("cold-start", new ColdStarts());
    MEASUREMENTS.put("warm", new WarmCalls());
    MEASUREMENTS.put("bare", new BareComparison());
    MEASUREMENTS.put("jars", new LambdaJars());
    MEASUREMENTS.put("load", new Load());
    MEASUREMENTS.put("login-timing", new LoginTimings());
    MEASUREMENTS.put("floods", new FloodResults());
  }

  private Main() {}

  /**
   * @param names of the tables to print; none for all
   */
  public static void main(String... names) throws Exception {
    List<String> wanted =
        names.length == 0
            ? MEASUREMENTS.keySet().stream().filter(name -> !name.equals(LARGE)).toList()
            : List.of(names);
    if (!MEASUREMENTS.keySet().containsAll(wanted)) {
      System.err.println("marcado: bench takes any of " + MEASUREMENTS.keySet());
      System.exit(2);
    }
    PrintStream terminal = System.out;
    logElsewhere();
    boolean failed = false;
    for (String name : wanted) {
      Measurement measurement = MEASUREMENTS.get(name);
      if (measurement != null) {
        terminal.println("### " + measurement.title() + "\n");
        MarkdownTable table = measurement.measure();
        terminal.println(table);
        failed |= table.failed();
      }
    }
    System.exit(failed ? 1 : 0);
  }

  /** Functions log to standard output, which is for the tables here. */
  private static void logElsewhere() throws IOException {
    Path log = Path.of("bench", "target", "bench.log");
    Files.createDirectories(log.getParent());
    System.setOut(
        new PrintStream(new FileOutputStream(log.toFile()), true, StandardCharsets.UTF_8));
    // DynamoDB Local brings a log4j2.xml too, and which one comes first is not ours to say.
    System.setProperty("log4j2.configurationFile", "log4j2-marcado-local.xml");
  }
}

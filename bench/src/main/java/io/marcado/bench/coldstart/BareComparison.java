package io.marcado.bench.coldstart;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Functions beside handlers that make the same calls without framework, logging or rules. */
public final class BareComparison implements Measurement {
  private static final int RUNS = 3;

  /** The thousands of calls that are compared; DynamoDB Local slows with each booking it keeps. */
  private static final Map<String, List<Integer>> THOUSANDS =
      Map.of("ListServices", List.of(5, 50), "CreatePublicBooking", List.of(2, 5));

  private static final String TABLE = "AWS_ENDPOINT_URL_DYNAMODB";

  @Override
  public String title() {
    return "Functions and bare handlers";
  }

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table = new MarkdownTable("what", "function", "bare", "ratio", "wanted");
    Path folder = Files.createTempDirectory("marcado-bare");
    try (Shop shop = Shop.open(Options.inMemory())) {
      Samples samples = new Samples(shop);
      for (String name : List.of("ListServices", "CreatePublicBooking")) {
        Subject ours = Subject.of(shop.stack().functions().find(name).orElseThrow());
        compareCalls(table, ours, samples, folder);
        compareStarts(table, ours, samples, folder);
        compareWarm(table, ours, samples, folder);
      }
      Subject ours = Subject.of(shop.stack().functions().find("CreatePublicBooking").orElseThrow());
      row(
          table,
          "jar of bookings, MB",
          Files.size(ours.jar()) / 1e6,
          Files.size(ours.bare().jar()) / 1e6,
          "12 MB");
    } finally {
      FunctionProcess.delete(folder);
    }
    return table.note(
        "Medians of %d runs in one sitting, DynamoDB Local as the table. The bare handlers are in bench/bare: the same SDK, the same HTTP client, the same calls."
            .formatted(RUNS));
  }

  private static void compareCalls(MarkdownTable table, Subject ours, Samples samples, Path folder)
      throws IOException, InterruptedException {
    List<String> first = calls(ours, samples, folder);
    List<String> second = calls(ours.bare(), samples, folder);
    table.row(
        ours.name() + ", calls", String.join(", ", first), String.join(", ", second), "", "equal");
    if (!first.equals(second)) {
      table.fail("The bare handler of %s makes other calls.".formatted(ours.name()));
    }
  }

  private static List<String> calls(Subject subject, Samples samples, Path folder)
      throws IOException, InterruptedException {
    String address = Optional.ofNullable(subject.variables().get(TABLE)).orElseThrow();
    try (TableCalls calls = new TableCalls(URI.create(address))) {
      FunctionProcess.run(
          subject.with(TABLE, calls.address().toString()),
          folder,
          List.of(samples.event(subject.name())),
          WarmAnswers.class,
          "1");
      return calls.made();
    }
  }

  private static void compareStarts(MarkdownTable table, Subject ours, Samples samples, Path folder)
      throws IOException, InterruptedException {
    List<Measured> cold = new ArrayList<>();
    List<Measured> restored = new ArrayList<>();
    List<Measured> bare = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      cold.add(Measured.of(ours, samples, false, folder));
      restored.add(Measured.of(ours, samples, true, folder));
      bare.add(Measured.of(ours.bare(), samples, false, folder));
    }
    ToDoubleFunction<Measured> millis = run -> run.createMillis() + run.firstMillis();
    ToDoubleFunction<Measured> classes = run -> run.createClasses() + run.firstClasses();
    String name = ours.name();
    compare(
        table,
        name + ", handler and first answer without snapshot, ms",
        cold,
        bare,
        millis,
        "1.25");
    compare(table, name + ", classes until then", cold, bare, classes, "1.25");
    compare(
        table,
        name + ", first answer after a restored snapshot, ms; bare without priming",
        restored,
        bare,
        Measured::firstMillis,
        "0.2");
    compare(
        table,
        name + ", classes of that answer",
        restored,
        bare,
        Measured::firstClasses,
        "75 classes");
  }

  private static void compare(
      MarkdownTable table,
      String what,
      List<Measured> ours,
      List<Measured> bare,
      ToDoubleFunction<Measured> value,
      String wanted) {
    row(table, what, Measured.median(ours, value), Measured.median(bare, value), wanted);
  }

  private static void compareWarm(MarkdownTable table, Subject ours, Samples samples, Path folder)
      throws IOException, InterruptedException {
    List<Double> first = warm(ours, samples, folder);
    List<Double> second = warm(ours.bare(), samples, folder);
    for (int thousand : thousands(ours)) {
      row(
          table,
          "%s, processor time of a call, thousand %d, ms".formatted(ours.name(), thousand),
          first.get(thousand - 1),
          second.get(thousand - 1),
          "1.25");
    }
  }

  private static List<Integer> thousands(Subject subject) {
    return THOUSANDS.getOrDefault(subject.name(), List.of(5));
  }

  private static List<Double> warm(Subject subject, Samples samples, Path folder)
      throws IOException, InterruptedException {
    return FunctionProcess.run(
            subject,
            folder,
            samples.repeatable(subject.name()),
            WarmAnswers.class,
            String.valueOf(thousands(subject).getLast() * 1_000))
        .lines()
        .filter(line -> line.startsWith(WarmAnswers.MARK))
        .map(line -> Double.valueOf(line.substring(WarmAnswers.MARK.length())))
        .toList();
  }

  private static void row(
      MarkdownTable table, String what, double ours, double bare, String wanted) {
    table.row(what, number(ours), number(bare), number(ours / bare), wanted);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}

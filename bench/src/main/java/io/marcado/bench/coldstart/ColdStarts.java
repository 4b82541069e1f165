package io.marcado.bench.coldstart;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Functions from their Lambda jars, each in a fresh JVM, with and without priming. */
public final class ColdStarts implements Measurement {
  private static final int RUNS = 3;
  private static final List<String> FUNCTIONS =
      List.of("GetHealth", "ListServices", "CreatePublicBooking", "Login");

  @Override
  public String title() {
    return "First answer of a function in a fresh JVM";
  }

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "function",
            "handler ms",
            "first answer ms",
            "classes",
            "primed in ms",
            "then first answer ms",
            "then classes",
            "warm ms");
    Path folder = Files.createTempDirectory("marcado-cold");
    try (Shop shop = Shop.open(Options.inMemory())) {
      Samples samples = new Samples(shop);
      for (String function : FUNCTIONS) {
        row(table, shop, samples, function, folder);
      }
    } finally {
      FunctionProcess.delete(folder);
    }
    return table.note(
        "Medians of %d runs, DynamoDB Local as the table. Classes are all that the JVM loads after"
                .formatted(RUNS)
            + " its own start; \"then\" is what is left to a request after a restored snapshot.");
  }

  private static void row(MarkdownTable table, Shop shop, Samples samples, String name, Path folder)
      throws IOException, InterruptedException {
    Subject function = Subject.of(shop.stack().functions().find(name).orElseThrow());
    List<Measured> cold = new ArrayList<>();
    List<Measured> primed = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      cold.add(Measured.of(function, samples, false, folder));
      primed.add(Measured.of(function, samples, true, folder));
    }
    table.row(
        name,
        millis(cold, Measured::createMillis),
        millis(cold, Measured::firstMillis),
        (int) Measured.median(cold, run -> run.createClasses() + run.firstClasses()),
        millis(primed, Measured::primeMillis),
        millis(primed, Measured::firstMillis),
        (int) Measured.median(primed, Measured::firstClasses),
        millis(primed, Measured::secondMillis));
  }

  private static String millis(
      List<Measured> runs, java.util.function.ToDoubleFunction<Measured> value) {
    return String.format(Locale.ROOT, "%.0f", Measured.median(runs, value));
  }
}

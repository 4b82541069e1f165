package io.marcado.bench.coldstart;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bench.Shop;
import io.marcado.local.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a function that stays warm stays as fast as it was. */
public final class WarmCalls implements Measurement {
  private static final int THOUSANDS = 10;

  @Override
  public String title() {
    return "Processor time of a warm function";
  }

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable("function", "1st thousand, ms a call", "2nd", "5th", "10th");
    Path folder = Files.createTempDirectory("marcado-warm");
    try (Shop shop = Shop.open(Options.inMemory())) {
      Samples samples = new Samples(shop);
      for (String name : List.of("GetHealth", "ListServices")) {
        List<String> thousands =
            FunctionProcess.run(
                    Subject.of(shop.stack().functions().find(name).orElseThrow()),
                    folder,
                    samples.repeatable(name),
                    WarmAnswers.class,
                    String.valueOf(THOUSANDS * 1_000))
                .lines()
                .filter(line -> line.startsWith(WarmAnswers.MARK))
                .map(line -> line.substring(WarmAnswers.MARK.length()))
                .toList();
        table.row(
            name,
            thousands.get(0),
            thousands.get(1),
            thousands.get(4),
            thousands.get(THOUSANDS - 1));
      }
    } finally {
      FunctionProcess.delete(folder);
    }
    return table.note("One instance, DynamoDB Local as the table. Only the calling thread counts.");
  }
}

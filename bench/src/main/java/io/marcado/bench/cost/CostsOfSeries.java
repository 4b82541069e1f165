package io.marcado.bench.cost;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.meter.SeriesCosts;
import java.io.IOException;

/** Calls and capacity of a series of 52 bookings, by DynamoDB's formulas. */
public final class CostsOfSeries implements Measurement {

  @Override
  public String title() {
    return "Cost of a series of 52";
  }

  @Override
  public MarkdownTable measure() throws IOException {
    MarkdownTable table =
        new MarkdownTable("step", "calls", "RCU", "WCU", "index entries", "index WCU");
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      SeriesCosts.measure(stack, "serie", "+5511970000001", "+5511980000000")
          .forEach((step, metered) -> Costs.row(table, step, metered.own()));
    }
    return table.note(
        "First attempt. Beside this settings and catalogue are read anew, and the kernel checks the"
            + " access of a signed-in caller. The note of each row is removed by one unit more.");
  }
}

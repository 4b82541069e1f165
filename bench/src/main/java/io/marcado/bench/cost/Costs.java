package io.marcado.bench.cost;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.meter.BookingCosts;
import io.marcado.local.app.meter.MeteredCall;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Calls and capacity of each step of a booking, by DynamoDB's formulas. */
public final class Costs implements Measurement {

  @Override
  public String title() {
    return "Cost of a booking";
  }

  @Override
  public MarkdownTable measure() throws IOException {
    MarkdownTable table =
        new MarkdownTable("step", "calls", "RCU", "WCU", "index entries", "index WCU");
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      BookingCosts.measure(stack, "custos", "+5511970000001", "+5511980000000")
          .forEach((step, metered) -> row(table, step, BookingCosts.calls(step, metered)));
    }
    return table.note(
        "Warm, configuration cached, first attempt. Beside this the kernel checks the access of"
            + " a signed-in caller: one GetItem, 1 RCU. Index capacity is billed beside the"
            + " table's. The note of a booking of one row is removed by one unit more.");
  }

  static void row(MarkdownTable table, String step, List<MeteredCall> calls) {
    table.row(
        step,
        names(calls),
        sum(calls, MeteredCall::readUnits),
        sum(calls, MeteredCall::writeUnits),
        sum(calls, MeteredCall::indexEntries),
        sum(calls, MeteredCall::indexWriteUnits));
  }

  /** The operations in the order of their first calls, each with how many there are. */
  private static String names(List<MeteredCall> calls) {
    Map<String, Long> counts =
        calls.stream()
            .collect(Collectors.groupingBy(Costs::name, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(one -> one.getValue() == 1 ? one.getKey() : one.getValue() + " × " + one.getKey())
        .collect(Collectors.joining(", "));
  }

  /** The operation, with how many items it names where that may be more than one. */
  private static String name(MeteredCall call) {
    return call.operation().startsWith("Transact") || call.operation().startsWith("Batch")
        ? call.operation() + " of " + call.items().size()
        : call.operation();
  }

  private static String sum(List<MeteredCall> calls, ToDoubleFunction<MeteredCall> value) {
    double sum = calls.stream().mapToDouble(value).sum();
    return sum == Math.rint(sum)
        ? Long.toString(Math.round(sum))
        : String.format(Locale.ROOT, "%.1f", sum);
  }
}

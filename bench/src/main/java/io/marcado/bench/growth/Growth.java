package io.marcado.bench.growth;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.meter.GrowthCosts;
import io.marcado.local.app.meter.GrowthCosts.Cost;
import io.marcado.local.app.meter.GrowthCosts.Much;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each request costs at the table when there is much of something. */
public final class Growth implements Measurement {
  private static final DecimalFormat NUMBER =
      new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));

  private final int size;

  /**
   * @param size how many of each
   */
  public Growth(int size) {
    this.size = size;
  }

  @Override
  public String title() {
    return "Growth, %,d of each".formatted(size);
  }

  @Override
  public MarkdownTable measure() throws IOException {
    Map<Much, Map<String, Cost>> costs = new EnumMap<>(Much.class);
    List<String> headings = new ArrayList<>(List.of("request"));
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      for (Much much : Much.values()) {
        String phone = "+5511%09d".formatted(910_000_000 + much.ordinal() * 100_000);
        costs.put(much, GrowthCosts.measure(stack, "growth-" + much.ordinal(), phone, much, size));
        headings.add(
            much == Much.NOTHING
                ? "few of all"
                : much.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
    Map<String, Cost> few = costs.getOrDefault(Much.NOTHING, Map.of());
    few.forEach(
        (request, cost) -> {
          List<Object> row = new ArrayList<>(List.of(request));
          costs.forEach(
              (much, all) ->
                  row.add(
                      much != Much.NOTHING && cost.equals(all.get(request))
                          ? "="
                          : text(all.getOrDefault(request, cost))));
          table.row(row.toArray());
        });
    return table.note(
        "Requests to the table, RRU and WRU with those of indexes, of a warm function, the check of"
            + " access included; \"=\" where they are the same as with ten of each. Lists are asked"
            + " for pages of five. Past bookings lie in five years, those ahead in one.");
  }

  private static String text(Cost cost) {
    return "%d, %s, %s"
        .formatted(
            cost.requests(), NUMBER.format(cost.readUnits()), NUMBER.format(cost.writeUnits()));
  }
}

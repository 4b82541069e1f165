package io.marcado.local.app.soak;

import static java.util.Objects.requireNonNull;

import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Cells;
import io.marcado.local.app.soak.History.Place;
import io.marcado.local.app.soak.History.RowState;
import io.marcado.local.app.soak.History.Taking;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads day rows past the code under test: straight from the table, without its idea of what a row
 * may hold.
 */
final class RowItems {
  private static final Pattern CELL = Pattern.compile("c(\\d{1,3})");

  /** Up to so many the cell of a session counts, however few seats there are. */
  private static final int MOST_SEATS = 1000;

  private RowItems() {}

  /** Where a tenant's day rows lie. */
  static String partition(TenantId tenant) {
    return "T#" + tenant.value() + "#DAY#";
  }

  /** True for the key of a day row, of any tenant. */
  static boolean isRow(Map<String, AttributeValue> key) {
    AttributeValue partition = key.get("pk");
    return partition != null && partition.s().contains("#DAY#");
  }

  static Map<Place, int[]> read(
      DynamoDbLocal table, TenantId tenant, Collection<ResourceId> resourceIds) {
    Map<Place, int[]> rows = new HashMap<>();
    for (ResourceId resourceId : resourceIds) {
      items(table, partition(tenant) + resourceId)
          .forEach(
              item ->
                  state(item, partition(tenant))
                      .ifPresent(state -> rows.put(state.place(), state.seats())));
    }
    return rows;
  }

  /** True for what lies at the key of one of that tenant's bookings. */
  static boolean isOfBooking(Map<String, AttributeValue> item, TenantId tenant) {
    AttributeValue key = item.get("pk");
    return key != null && key.s().startsWith("T#" + tenant.value() + "#BOOKING#");
  }

  /** The note of a booking's image of that tenant. */
  static Optional<String> note(Map<String, AttributeValue> item, TenantId tenant) {
    return isOfBooking(item, tenant)
        ? Optional.ofNullable(item.get("notes")).map(AttributeValue::s)
        : Optional.empty();
  }

  /** The notes that a tenant's day rows have now. */
  static List<Taking> takings(
      DynamoDbLocal table, TenantId tenant, Collection<ResourceId> resourceIds) {
    List<Taking> takings = new ArrayList<>();
    for (ResourceId resourceId : resourceIds) {
      items(table, partition(tenant) + resourceId)
          .forEach(
              item -> {
                Place place =
                    new Place(
                        resourceId,
                        LocalDate.parse(item.getOrDefault("sk", AttributeValue.fromS("")).s()));
                item.forEach(
                    (name, value) -> {
                      if (name.startsWith("n")) {
                        takings.add(taking(place, name.substring(1), value.m()));
                      }
                    });
              });
    }
    return takings;
  }

  private static Taking taking(Place place, String attempt, Map<String, AttributeValue> note) {
    return new Taking(
        place,
        attempt,
        requireNonNull(note.get("b")).s(),
        number(note, "f"),
        number(note, "t"),
        number(note, "s"),
        between(note));
  }

  private static Set<Integer> between(Map<String, AttributeValue> note) {
    AttributeValue gaps = note.get("g");
    return gaps == null
        ? Set.of()
        : gaps.l().stream()
            .flatMapToInt(gap -> IntStream.range(number(gap.m(), "f"), number(gap.m(), "t")))
            .boxed()
            .collect(Collectors.toSet());
  }

  private static int number(Map<String, AttributeValue> note, String name) {
    return Integer.parseInt(requireNonNull(note.get(name)).n());
  }

  private static Iterable<Map<String, AttributeValue>> items(
      DynamoDbLocal table, String partition) {
    return table
        .client()
        .queryPaginator(
            request ->
                request
                    .tableName(table.tableName())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition))))
        .items();
  }

  /** Of a session: how many more seats its cell counts than are taken. */
  private static int notThere(Map<String, AttributeValue> item) {
    AttributeValue seats = item.get("seats");
    return seats == null ? 0 : MOST_SEATS - Integer.parseInt(seats.n());
  }

  static Optional<RowState> state(Map<String, AttributeValue> item, String partition) {
    AttributeValue key = item.get("pk");
    AttributeValue day = item.get("sk");
    if (key == null || day == null || !key.s().startsWith(partition)) {
      return Optional.empty();
    }
    int[] seats = new int[Cells.PER_DAY];
    item.forEach(
        (name, value) -> {
          Matcher cell = CELL.matcher(name);
          if (cell.matches()) {
            seats[Integer.parseInt(cell.group(1))] = Integer.parseInt(value.n()) - notThere(item);
          }
        });
    return Optional.of(
        new RowState(
            new Place(
                new ResourceId(key.s().substring(partition.length())), LocalDate.parse(day.s())),
            seats));
  }
}

package io.marcado.local.app.meter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A booking costs what was promised, and not one call more. */
class BookingCostsTest {

  @Test
  void shouldCostWhatWasPromised() {
    Map<String, Metered<JsonNode>> measured =
        BookingCosts.measure(TestStack.shared(), "medida", TestStack.phone(), "+5511980000000");
    System.out.println(BookingCosts.table(measured));

    for (String step :
        List.of("create: client, named resource", "create: the same, its day otherwise full")) {
      // Its row, and itself. RelayEvents removes its note from the row, by one unit more.
      assertThat(operations(measured, step)).as(step).containsExactly("UpdateItem 1", "PutItem 1");
      assertThat(writeUnits(measured, step)).as(step).isLessThanOrEqualTo(2);
      assertThat(indexEntries(measured, step)).as(step).isLessThanOrEqualTo(2);
    }
    for (String step : List.of("create: over UTC midnight", "create: person and room")) {
      assertThat(operations(measured, step)).as(step).containsExactly("TransactWriteItems 3");
      assertThat(writeUnits(measured, step)).as(step).isLessThanOrEqualTo(6);
    }
    // Four rows with more cells than a condition holds: they are read, and written on their
    // version; and an entry for lists by date.
    assertThat(operations(measured, BookingCosts.DAYS))
        .containsExactly("BatchGetItem 4", "TransactWriteItems 6");
    assertThat(writeUnits(measured, BookingCosts.DAYS)).isLessThanOrEqualTo(16);
    assertThat(operations(measured, "create: any resource of two"))
        .satisfiesExactly(
            read -> assertThat(read).startsWith("BatchGetItem"),
            row -> assertThat(row).isEqualTo("UpdateItem 1"),
            booking -> assertThat(booking).isEqualTo("PutItem 1"));
    // What a rule of assignment needs to know of other days.
    assertThat(operations(measured, BookingCosts.BY_WEIGHT))
        .containsExactly("Query 1", "Query 1", "BatchGetItem 4", "UpdateItem 1", "PutItem 1");
    assertThat(operations(measured, BookingCosts.BY_LAST_TIME))
        .satisfiesExactly(
            last -> assertThat(last).startsWith("Query"),
            read -> assertThat(read).startsWith("BatchGetItem"),
            row -> assertThat(row).isEqualTo("UpdateItem 1"),
            booking -> assertThat(booking).isEqualTo("PutItem 1"));
    String staff = "create: staff, for a client";
    // The answers to staff show the client: as the team may see it.
    assertThat(operations(measured, staff))
        .containsExactly(
            "BatchGetItem 2", "UpdateItem 1", "PutItem 1", "GetItem 1", "BatchGetItem 1");
    assertThat(writeUnits(measured, staff)).isLessThanOrEqualTo(2);
    // Without a login, the address is counted first: a small write. A known client may be barred.
    // A booking for an unproved phone counts twice before it is written.
    String known = "create: public, client known";
    assertThat(operations(measured, known))
        .containsExactly(
            "UpdateItem 1", "BatchGetItem 2", "BatchGetItem 2", "UpdateItem 1", "PutItem 1");
    assertThat(writeUnits(measured, known)).isLessThanOrEqualTo(1 + 2);
    String stranger = "create: public, client new";
    assertThat(operations(measured, stranger))
        .containsExactly(
            "UpdateItem 1",
            "BatchGetItem 2",
            "UpdateItem 1",
            "UpdateItem 1",
            "UpdateItem 1",
            "TransactWriteItems 3");
    assertThat(writeUnits(measured, stranger)).isLessThanOrEqualTo(1 + 1 + 2 + 6);
    // The limits of a client are one more item, which is written with the booking.
    assertThat(operations(measured, "create: client, within its limits"))
        .containsExactly("UpdateItem 1", "TransactWriteItems 2");
    assertThat(writeUnits(measured, "create: client, within its limits")).isLessThanOrEqualTo(5);
    for (String step :
        List.of("move within the day, within its limits", "cancel, within its limits")) {
      assertThat(operations(measured, step))
          .as(step)
          .containsExactly("GetItem 1", "TransactWriteItems 3");
      assertThat(writeUnits(measured, step)).as(step).isLessThanOrEqualTo(6);
    }
    // What a booking costs, with no entry of an index, and one write more once it is booked.
    assertThat(operations(measured, "hold: client, named resource"))
        .containsExactly("UpdateItem 1", "PutItem 1");
    assertThat(writeUnits(measured, "hold: client, named resource")).isLessThanOrEqualTo(2);
    assertThat(indexEntries(measured, "hold: client, named resource")).isZero();
    assertThat(operations(measured, "hold: person and room"))
        .containsExactly("TransactWriteItems 3");
    for (String step : List.of("book what is held", "book what is held: person and room")) {
      assertThat(operations(measured, step)).as(step).containsExactly("GetItem 1", "PutItem 1");
      assertThat(writeUnits(measured, step)).as(step).isLessThanOrEqualTo(1);
      assertThat(indexEntries(measured, step)).as(step).isLessThanOrEqualTo(2);
    }
    // A place among the open holds, which is freed again.
    assertThat(operations(measured, "hold: client, within its limits"))
        .containsExactly("UpdateItem 1", "UpdateItem 1", "PutItem 1");
    assertThat(operations(measured, "book what is held, within its limits"))
        .containsExactly("GetItem 1", "TransactWriteItems 2", "UpdateItem 1");
    assertThat(writeUnits(measured, "book what is held, within its limits"))
        .isLessThanOrEqualTo(4 + 1);
    // A visit is one booking: what it costs is told by its rows, not by its parts.
    assertThat(operations(measured, "create: visit of two parts by one person"))
        .containsExactly("UpdateItem 1", "PutItem 1");
    assertThat(writeUnits(measured, "create: visit of two parts by one person"))
        .isLessThanOrEqualTo(3);
    for (String step :
        List.of("create: visit of two parts by two people", "hold: visit of two people")) {
      assertThat(operations(measured, step)).as(step).containsExactly("TransactWriteItems 3");
      assertThat(writeUnits(measured, step)).as(step).isLessThanOrEqualTo(8);
    }
    // Where there is a choice, the rows of all who may do it are read at once.
    assertThat(operations(measured, "create: visit of two parts, the second by anybody"))
        .satisfiesExactly(
            read -> assertThat(read).startsWith("BatchGetItem"),
            written -> assertThat(written).isEqualTo("UpdateItem 1"),
            booking -> assertThat(booking).isEqualTo("PutItem 1"));
    assertThat(operations(measured, "book what is held: visit"))
        .containsExactly("GetItem 1", "PutItem 1");
    assertThat(operations(measured, "move a visit within the day"))
        .containsExactly("GetItem 1", "TransactWriteItems 3");
    assertThat(operations(measured, "cancel a visit"))
        .containsExactly("GetItem 1", "TransactWriteItems 3");
    assertThat(operations(measured, "move within the day"))
        .containsExactly("GetItem 1", "TransactWriteItems 2");
    assertThat(operations(measured, "move to another day"))
        .containsExactly("GetItem 1", "TransactWriteItems 3");
    assertThat(operations(measured, "edit the note")).containsExactly("GetItem 1", "PutItem 1");
    assertThat(operations(measured, "cancel")).containsExactly("GetItem 1", "TransactWriteItems 2");
    // The note of when the request lapses.
    String request = "create: client, waits for approval";
    assertThat(operations(measured, request))
        .containsExactly("UpdateItem 1", "TransactWriteItems 2");
    assertThat(writeUnits(measured, request)).isLessThanOrEqualTo(5);
    assertThat(operations(measured, "confirm"))
        .containsExactly("GetItem 1", "PutItem 1", "GetItem 1", "BatchGetItem 1");
    // Settings, the service with its resources, and the rows of each resource, all at once.
    assertThat(kinds(measured, BookingCosts.MONTH))
        .isEqualTo(Map.of("GetItem 1", 1L, "BatchGetItem 2", 1L, "Query 1", 1L));
    assertThat(readUnits(measured, BookingCosts.MONTH)).isLessThanOrEqualTo(0.5 + 2 * 0.5 + 3);
    for (String step : List.of(BookingCosts.TEN_WEEK, BookingCosts.TEN_MONTH)) {
      assertThat(kinds(measured, step))
          .as(step)
          .isEqualTo(Map.of("GetItem 1", 1L, "BatchGetItem 11", 1L, "Query 1", 10L));
    }
    assertThat(readUnits(measured, BookingCosts.TEN_WEEK)).isLessThanOrEqualTo(0.5 + 5.5 + 5);
    assertThat(readUnits(measured, BookingCosts.TEN_MONTH)).isLessThanOrEqualTo(0.5 + 5.5 + 15);
    // One that has not seen the service yet asks for its resources by a second read.
    assertThat(kinds(measured, BookingCosts.TEN_FIRST))
        .isEqualTo(
            Map.of("GetItem 1", 1L, "BatchGetItem 1", 1L, "BatchGetItem 10", 1L, "Query 1", 10L));
    // Nothing is answered from the cache, the day is read as booking reads it, and five weeks of
    // each resource as availability does.
    // The time is taken: five weeks of each, and whether it is that of a request that has lapsed.
    assertThat(kinds(measured, BookingCosts.EXPLAIN))
        .isEqualTo(
            Map.of("GetItem 1", 2L, "BatchGetItem 10", 1L, "BatchGetItem 20", 1L, "Query 1", 11L));
    assertThat(readUnits(measured, BookingCosts.EXPLAIN)).isLessThanOrEqualTo(12 + 20 + 20 + 1);
    // Access beside that, the bookings (also those of days) and the sessions around, and bookings
    // that
    // keep a time.
    assertThat(kinds(measured, BookingCosts.EXPLAIN_STAFF))
        .isEqualTo(
            Map.of("GetItem 1", 3L, "BatchGetItem 10", 1L, "BatchGetItem 20", 1L, "Query 1", 15L));
    // The access check is one read of one unit, wherever somebody is signed in.
    assertThat(
            requireNonNull(measured.get("cancel")).calls().stream()
                .filter(MeteredCall::isAccessCheck))
        .singleElement()
        .satisfies(check -> assertThat(check.readUnits()).isEqualTo(1));
  }

  @Test
  void shouldCountBytesAsDynamoDbDoes() {
    assertThat(ItemSize.of(Map.of("pk", AttributeValue.fromS("ação")))).isEqualTo(2 + 6);
    assertThat(ItemSize.of(Map.of("c137", AttributeValue.fromN("1")))).isEqualTo(4 + 2);
    assertThat(ItemSize.of(Map.of("n", AttributeValue.fromN("-1234500")))).isEqualTo(1 + 5);
    assertThat(ItemSize.of(Map.of("z", AttributeValue.fromN("0")))).isEqualTo(1 + 1);
    assertThat(ItemSize.of(Map.of("b", AttributeValue.fromBool(true)))).isEqualTo(1 + 1);
    assertThat(
            ItemSize.of(
                Map.of(
                    "l",
                    AttributeValue.fromL(
                        List.of(AttributeValue.fromM(Map.of("r", AttributeValue.fromS("ana"))))))))
        .isEqualTo(1 + 3 + 1 + 3 + 1 + 1 + 3);
  }

  private static List<MeteredCall> own(Map<String, Metered<JsonNode>> measured, String step) {
    return requireNonNull(measured.get(step), step).own();
  }

  private static List<String> operations(Map<String, Metered<JsonNode>> measured, String step) {
    return own(measured, step).stream()
        .map(call -> call.operation() + " " + call.items().size())
        .toList();
  }

  private static Map<String, Long> kinds(Map<String, Metered<JsonNode>> measured, String step) {
    return requireNonNull(measured.get(step), step).calls().stream()
        .collect(
            Collectors.groupingBy(
                call -> call.operation() + " " + call.items().size(), Collectors.counting()));
  }

  private static double readUnits(Map<String, Metered<JsonNode>> measured, String step) {
    return requireNonNull(measured.get(step), step).readUnits();
  }

  private static double writeUnits(Map<String, Metered<JsonNode>> measured, String step) {
    return own(measured, step).stream().mapToDouble(MeteredCall::writeUnits).sum();
  }

  private static int indexEntries(Map<String, Metered<JsonNode>> measured, String step) {
    return own(measured, step).stream().mapToInt(MeteredCall::indexEntries).sum();
  }
}

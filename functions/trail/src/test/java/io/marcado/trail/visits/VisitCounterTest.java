package io.marcado.trail.visits;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Person;
import io.marcado.identity.published.visits.ClientVisits;
import io.marcado.identity.published.visits.ClientVisits.Counts;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisitCounterTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final PersonId LIA = new PersonId("lia");
  private static final PersonId BIA = new PersonId("bia");

  private final TenantId tenant = new TenantId(new Ids(RANDOM).next());
  private final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          RANDOM);
  private final List<BookingImage> stored = new ArrayList<>();
  private final ClientVisits visits = new ClientVisits(table);
  private final VisitCounter counter = new VisitCounter(visits, new Stored());

  VisitCounterTest() {
    knows(LIA);
    knows(BIA);
  }

  @Test
  void shouldCountRightHoweverEventsCome() {
    List<BookingEvent> events = new ArrayList<>(story());
    events.addAll(story());
    events.addAll(story());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(events, new Random(seed));
      events.forEach(counter::count);
    }

    assertThat(visits.counts(tenant, LIA, NOON))
        .isEqualTo(new Counts(5, 1, 1, 1, at(-9), at(-2), at(3)));
    assertThat(visits.counts(tenant, BIA, NOON))
        .isEqualTo(new Counts(1, 0, 0, 0, null, null, at(5)));
  }

  @Test
  void shouldCountRightWhenManyComeAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<?>> running = new ArrayList<>();
      for (BookingEvent event : story()) {
        running.add(threads.submit(() -> untilNotBusy(event)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertThat(visits.counts(tenant, LIA, NOON).total()).isEqualTo(5);
  }

  // The queue delivers again what met too many others.
  private void untilNotBusy(BookingEvent event) {
    while (true) {
      try {
        counter.count(event);
        return;
      } catch (TableUnavailableException _) {
        Thread.onSpinWait();
      }
    }
  }

  /** An open visit of today is the last one tomorrow, without any event. */
  @Test
  void shouldKnowTheNextAndTheLastVisitAsTimeGoesBy() {
    story().forEach(counter::count);

    Counts later = visits.counts(tenant, LIA, at(4));

    assertThat(later.last()).isEqualTo(at(3));
    assertThat(later.next()).isNull();
  }

  @Test
  void shouldCountAllBookingsOfAClientWhoWasNeverCounted() {
    stored.add(image("old1", 4, "COMPLETED", LIA, -400));
    stored.add(image("old2", 2, "CANCELLED", LIA, -300));

    counter.count(event(image("new", 1, "CONFIRMED", LIA, 3), null));

    assertThat(visits.counts(tenant, LIA, NOON))
        .isEqualTo(new Counts(3, 1, 1, 0, at(-400), at(-400), at(3)));
  }

  @Test
  void shouldMendNumbersThatWentWrong() {
    story().forEach(counter::count);
    table
        .of(tenant)
        .write(Write.delete(PersonAccess.partition(tenant, LIA).item("VISIT#done")))
        .refusal();
    stored.add(image("done", 2, "COMPLETED", LIA, -9));

    assertThat(counter.recount(tenant, LIA, NOON))
        .contains(new Counts(5, 1, 1, 1, at(-9), at(-2), at(3)));
    assertThat(counter.recount(tenant, new PersonId("nobody"), NOON)).isEmpty();
  }

  @Test
  void shouldKeepNothingOfSomebodyWhoIsErased() {
    table.of(tenant).write(Write.delete(Person.key(tenant, LIA))).refusal();

    story().forEach(counter::count);

    assertThat(table.of(tenant).queryAll(Selection.of(PersonAccess.partition(tenant, LIA))))
        .isEmpty();
  }

  private List<BookingEvent> story() {
    BookingImage bias = image("given", 1, "CONFIRMED", LIA, 5);
    return List.of(
        event(image("done", 1, "CONFIRMED", LIA, -9), null),
        event(image("done", 2, "COMPLETED", LIA, -9), image("done", 1, "CONFIRMED", LIA, -9)),
        event(image("gone", 1, "CONFIRMED", LIA, -5), null),
        event(image("gone", 2, "NO_SHOW", LIA, -5), image("gone", 1, "CONFIRMED", LIA, -5)),
        event(image("unmarked", 1, "CONFIRMED", LIA, -2), null),
        event(image("moved", 1, "PENDING", LIA, 1), null),
        event(image("moved", 2, "CONFIRMED", LIA, 1), image("moved", 1, "PENDING", LIA, 1)),
        event(image("moved", 3, "CONFIRMED", LIA, 3), image("moved", 2, "CONFIRMED", LIA, 1)),
        event(image("off", 1, "CONFIRMED", LIA, 2), null),
        event(image("off", 2, "CANCELLED", LIA, 2), image("off", 1, "CONFIRMED", LIA, 2)),
        event(image("refused", 1, "PENDING", LIA, 2), null),
        event(image("refused", 2, "REJECTED", LIA, 2), image("refused", 1, "PENDING", LIA, 2)),
        event(bias, null),
        event(image("given", 2, "CONFIRMED", BIA, 5), bias));
  }

  private static Instant at(int days) {
    return NOON.plus(Duration.ofDays(days));
  }

  private void knows(PersonId person) {
    table
        .of(tenant)
        .write(
            Write.put(
                Person.key(tenant, person), Item.builder().text("userId", person.value()).build()))
        .refusal();
  }

  private BookingEvent event(BookingImage booking, @Nullable BookingImage previous) {
    return BookingEvent.of(tenant, booking, previous);
  }

  private static BookingImage image(
      String id, int version, String status, PersonId client, int days) {
    return Json.read(
        """
        {"bookingId":"%s","status":"%s","serviceId":"cut","resourceIds":["ana"],"clientId":"%s",
         "start":"%s","end":"%s","source":"STAFF","version":%d,
         "createdAt":"2026-11-20T12:00:00Z","updatedAt":"2026-11-20T12:00:00Z"}
        """
            .formatted(id, status, client, at(days), at(days).plus(Duration.ofHours(1)), version),
        BookingImage.class);
  }

  /** The bookings that there are, three on a page. */
  private final class Stored implements ClientBookings {
    @Override
    public Page<ClientBooking> page(
        TenantId of, PersonId clientId, int limit, Optional<String> position) {
      List<ClientBooking> own =
          stored.stream()
              .filter(booking -> clientId.equals(booking.clientId()))
              .map(
                  booking ->
                      new ClientBooking(
                          booking,
                          Optional.empty(),
                          List.of(),
                          Optional.empty(),
                          Map.of(),
                          NamedPeople.NOBODY,
                          List.of(),
                          Optional.empty()))
              .toList();
      return new Page<>(own, Optional.empty());
    }

    @Override
    public boolean erase(TenantId of, PersonId clientId, Instant now) {
      return stored.removeIf(booking -> clientId.equals(booking.clientId()));
    }
  }
}

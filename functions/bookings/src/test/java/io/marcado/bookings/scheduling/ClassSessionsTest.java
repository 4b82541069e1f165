package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassRefusal.Faulty;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.scheduling.ClassSessions.Made;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a repeated request for sessions is told. */
class ClassSessionsTest {
  private final Salon salon = new Salon();
  private final ServiceId yoga = salon.yoga();

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldTellAnotherRequestWithTheSameKeyApart() {
    List<ClassSessionId> made = ids(create(salon.bean(ClassSessions.class), once(Salon.NINE)));

    assertThat(ids(create(salon.bean(ClassSessions.class), once(Salon.NINE)))).isEqualTo(made);
    assertThat(create(salon.bean(ClassSessions.class), once(Salon.NINE.plusSeconds(7200))))
        .isEqualTo(Result.refused(new ClassRefusal.KeyReused()));
    assertThat(create(salon.bean(ClassSessions.class), weekly(3)))
        .isEqualTo(Result.refused(new ClassRefusal.KeyReused()));
  }

  /** A client that waits for too long sends it once more while the first one is at work. */
  @Test
  void shouldFindWhatAnotherSendingMakesMeanwhile() {
    List<ClassSessionId> first = new ArrayList<>();
    Table slow =
        new Table(
            InterceptedDynamoDb.of(
                DynamoDbLocal.shared().client(),
                (_, arguments, call) -> {
                  synchronized (first) {
                    if (first.isEmpty()) {
                      first.addAll(ids(create(salon.bean(ClassSessions.class), weekly(3))));
                    }
                  }
                  return call.proceed(arguments);
                }),
            DynamoDbLocal.shared().tableName(),
            ConflictRetry.STANDARD,
            new Random());
    ClassSessions second =
        new ClassSessions(
            salon.bean(SettingsReader.class),
            salon.bean(CatalogReader.class),
            salon.bean(ClassSessionStore.class),
            salon.bean(SessionSeats.class),
            new DayRows(slow, new RowNotes(slow, () -> Salon.NOW)),
            salon.bean(Ids.class));

    assertThat(ids(create(second, weekly(3)))).isEqualTo(first).hasSize(3);
  }

  @Test
  void shouldTakePlaceAtWholeMinutesAndNotTooFarAhead() {
    ClassSessions sessions = salon.bean(ClassSessions.class);
    Instant half = Salon.NINE.plusMillis(500);
    Instant far = Salon.NINE.plus(Duration.ofDays(SessionsRequest.FARTHEST_DAYS));

    assertThat(create(sessions, once(half)).whyRefused()).get().isInstanceOf(Faulty.class);
    assertThat(create(sessions, once(far)).whyRefused()).get().isInstanceOf(Faulty.class);
    ClassSessionId made = ids(create(sessions, once(Salon.NINE))).getFirst();
    assertThat(move(made, half).whyRefused()).get().isInstanceOf(Faulty.class);
    assertThat(move(made, far).whyRefused()).get().isInstanceOf(Faulty.class);
    assertThat(move(made, Salon.NINE.plusSeconds(60)).whyRefused()).isEmpty();
  }

  @Test
  void shouldRefuseMoreSeatsThatCostMoreThanAPriceCanBe() {
    salon.yoga("99999999.00");
    ClassSession session =
        create(salon.bean(ClassSessions.class), once(Salon.NINE))
            .orElseThrow(why -> new IllegalStateException(why.toString()))
            .made()
            .getFirst()
            .session();
    Booking booked =
        salon
            .creation
            .book(
                salon.automation(),
                new SessionRequest(
                    ClassPlace.of(session.id(), 1, List.of()),
                    slot ->
                        new BookingRequest(
                            slot,
                            Optional.empty(),
                            Optional.of(new Whom.WalkIn("Lia")),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            Set.of(),
                            Optional.empty())),
                Salon.NOW)
            .orElseThrow(why -> new IllegalStateException(why.toString()))
            .booking();

    assertThat(salon.updates.move(salon.automation(), booked.id(), Optional.empty(), two(), NOW))
        .extracting(Result::whyRefused)
        .isEqualTo(
            Optional.of(new BookingRefusal.Faulty(List.of(BookingFault.Plain.SEATS_TOO_DEAR))));
  }

  private static BookingEdit two() {
    return new Edit().seats(2).asked();
  }

  private Result<ClassSessions.Sessions, ClassRefusal> move(ClassSessionId id, Instant start) {
    return salon
        .bean(SessionUpdates.class)
        .change(
            salon.automation(),
            id,
            Optional.empty(),
            new SessionEdit(
                Optional.of(start.atOffset(ZoneOffset.UTC)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Patch.Keep<>(),
                Optional.empty(),
                Optional.empty()),
            Salon.NOW);
  }

  private Result<Made, ClassRefusal> create(ClassSessions sessions, SessionsRequest.When when) {
    return sessions.create(
        salon.automation(),
        new SessionsRequest(
            yoga,
            when,
            Optional.empty(),
            5,
            new Patch.Keep<>(),
            List.of(new ResourceId("one")),
            false,
            false,
            Optional.of("key")),
        Salon.NOW);
  }

  private static List<ClassSessionId> ids(Result<Made, ClassRefusal> made) {
    return made.orElseThrow(why -> new IllegalStateException(why.toString())).made().stream()
        .map(one -> one.session().id())
        .toList();
  }

  private static SessionsRequest.When once(Instant start) {
    return new SessionsRequest.When.Once(start.atOffset(ZoneOffset.UTC));
  }

  private static SessionsRequest.When weekly(int count) {
    return new SessionsRequest.When.Weekly(
        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
        LocalTime.of(9, 0),
        LocalDate.of(2026, 11, 23),
        Optional.empty(),
        Optional.of(count));
  }
}

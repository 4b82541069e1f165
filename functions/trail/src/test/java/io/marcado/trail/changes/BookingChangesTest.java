package io.marcado.trail.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Change.Subject;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.audit.Doer;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BookingChangesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TenantId tenant = new TenantId(new Ids(RANDOM).next());
  private final Changes changes =
      new Changes(
          new Table(
              DynamoDbLocal.shared().client(),
              DynamoDbLocal.shared().tableName(),
              ConflictRetry.STANDARD,
              RANDOM));

  private final BookingImage made = image("b1", 1, "PENDING", 9, "\"changeSource\":\"PUBLIC\"");
  private final BookingImage confirmed = image("b1", 2, "CONFIRMED", 9, by("rita"));
  private final BookingImage moved =
      image("b1", 3, "CONFIRMED", 11, "\"changeSource\":\"STAFF\",\"changedByKey\":\"k1\"");
  private final BookingImage noted = image("b1", 4, "CONFIRMED", 11, by("rita"));
  private final BookingImage lapsed = image("b1", 5, "CANCELLED", 11, "\"price\":null");

  @Test
  void shouldKeepEachChangeOnceInItsOrderHoweverEventsCome() {
    List<BookingEvent> events = new ArrayList<>(story());
    events.addAll(story());
    events.addAll(story());
    Collections.shuffle(events, new Random(7));
    events.forEach(event -> changes.record(tenant, BookingChange.of(event)));

    List<Change> history = page(Changes.Filter.of(Subject.BOOKING, "b1"), false).items();

    assertThat(history)
        .extracting(Change::type)
        .containsExactly(
            "booking.created",
            "booking.status_changed",
            "booking.updated",
            "booking.updated",
            "booking.cancelled");
    assertThat(history)
        .extracting(change -> change.doer().kind() + change.doer().id().map(" "::concat).orElse(""))
        .containsExactly("LINK", "MEMBER rita", "API_KEY k1", "MEMBER rita", "SYSTEM");
    assertThat(history)
        .extracting(
            change -> change.before().map(Object::toString).orElse("new") + " " + change.after())
        .contains(
            "{\"status\":\"PENDING\"} {\"status\":\"CONFIRMED\"}",
            "{\"start\":\"2026-11-23T09:00:00Z\",\"end\":\"2026-11-23T10:00:00Z\"}"
                + " {\"start\":\"2026-11-23T11:00:00Z\",\"end\":\"2026-11-23T12:00:00Z\"}",
            // Only a text is another, which is not kept.
            "{} {}");
    assertThat(history.getFirst().after().toString())
        .contains("\"status\":\"PENDING\"")
        .doesNotContain("lia");
  }

  @Test
  void shouldFindWhatSomebodyDidAndWhatHappenedInATime() {
    story().forEach(event -> changes.record(tenant, BookingChange.of(event)));
    changes.record(
        tenant, BookingChange.of(event(image("b2", 1, "CONFIRMED", 15, by("rita")), null)));

    assertThat(page(by(Optional.of("rita"), Optional.empty(), Optional.empty()), true).items())
        .extracting(change -> change.subjectId() + " " + change.sequence())
        .containsExactlyInAnyOrder("b1 0000000002", "b1 0000000004", "b2 0000000001");
    Instant two = NOON.plus(Duration.ofHours(2));
    assertThat(page(by(Optional.empty(), Optional.of(two), Optional.empty()), true).items())
        .extracting(Change::sequence)
        .containsExactly("0000000005", "0000000004", "0000000003", "0000000002");
    assertThat(page(by(Optional.empty(), Optional.empty(), Optional.of(two)), true).items())
        .extracting(change -> change.subjectId() + " " + change.sequence())
        .containsExactlyInAnyOrder("b1 0000000001", "b2 0000000001");
  }

  @Test
  void shouldTurnPagesOfEachList() {
    story().forEach(event -> changes.record(tenant, BookingChange.of(event)));

    for (Changes.Filter filter :
        List.of(
            Changes.Filter.of(Subject.BOOKING, "b1"),
            by(Optional.empty(), Optional.empty(), Optional.empty()))) {
      List<String> seen = new ArrayList<>();
      Optional<String> position = Optional.empty();
      do {
        Page<Change> page = changes.page(tenant, filter, true, new PageRequest(2, position), now());
        page.items().forEach(change -> seen.add(change.sequence()));
        position = page.next();
      } while (position.isPresent());
      assertThat(seen)
          .containsExactly("0000000005", "0000000004", "0000000003", "0000000002", "0000000001");
    }
  }

  @Test
  void shouldForgetAfterAYearAndAMonth() {
    story().forEach(event -> changes.record(tenant, BookingChange.of(event)));
    Instant later = NOON.plus(Changes.KEPT).plus(Duration.ofHours(3));

    assertThat(
            changes
                .page(
                    tenant,
                    Changes.Filter.of(Subject.BOOKING, "b1"),
                    false,
                    new PageRequest(100, Optional.empty()),
                    later)
                .items())
        .extracting(Change::sequence)
        .containsExactly("0000000004", "0000000005");
  }

  private List<BookingEvent> story() {
    return List.of(
        event(made, null),
        event(confirmed, made),
        event(moved, confirmed),
        event(noted, moved),
        event(lapsed, noted));
  }

  private Page<Change> page(Changes.Filter filter, boolean newestFirst) {
    return changes.page(tenant, filter, newestFirst, new PageRequest(100, Optional.empty()), now());
  }

  private static Instant now() {
    return NOON.plus(Duration.ofDays(1));
  }

  private static Changes.Filter by(
      Optional<String> doer, Optional<Instant> from, Optional<Instant> to) {
    return new Changes.Filter(Optional.empty(), Optional.empty(), doer, from, to);
  }

  private BookingEvent event(BookingImage booking, @Nullable BookingImage previous) {
    return BookingEvent.of(tenant, booking, previous);
  }

  private static String by(String member) {
    return "\"changeSource\":\"STAFF\",\"changedBy\":\"" + member + "\"";
  }

  private static BookingImage image(String id, int version, String status, int hour, String more) {
    return Json.read(
        """
        {"bookingId":"%s","status":"%s","serviceId":"cut","resourceIds":["ana"],"clientId":"lia",
         "start":"2026-11-23T%02d:00:00Z","end":"2026-11-23T%02d:00:00Z","source":"PUBLIC",
         "version":%d,"createdAt":"2026-11-20T12:00:00Z","updatedAt":"%s",%s}
        """
            .formatted(
                id, status, hour, hour + 1, version, NOON.plus(Duration.ofHours(version)), more),
        BookingImage.class);
  }

  @Test
  void shouldTellWhoActsAsTheTrailNamesIt() {
    assertThat(Doer.of(new Actor.Automation(tenant, "hold-expired")))
        .isEqualTo(Doer.of(Doer.Kind.SYSTEM));
    assertThat(Doer.of(new Actor.Visitor(tenant, "192.0.2.1"))).isEqualTo(Doer.of(Doer.Kind.LINK));
  }
}

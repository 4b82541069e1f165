package io.marcado.bookings.events;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.store.BookingItem;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.platform.events.ChangeFollower;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Removes the notes that new bookings left in their day rows, one write for each row. A note that
 * stays does no harm: when it is overdue, the next one who meets it looks for its booking.
 */
@Singleton
public final class MadeBookings implements ChangeFollower {
  private static final Logger LOG = LoggerFactory.getLogger(MadeBookings.class);

  private final RowNotes notes;

  public MadeBookings(RowNotes notes) {
    this.notes = notes;
  }

  /** A day row in which a new booking took time, and the attempt that took it. */
  public record Made(TenantId tenant, ResourceId resourceId, LocalDate day, String attempt) {

    /**
     * What a change of a booking's item made.
     *
     * @return empty when it made nothing, or took time of several rows at once: then there is no
     *     note. A booking that was held has one in each row.
     */
    public static List<Made> by(TenantId tenant, Optional<Item> before, Optional<Item> after) {
      if (before.filter(BookingItem::isBooking).isPresent()) {
        return List.of();
      }
      boolean held = before.filter(item -> item.has(RowNotes.HOLD)).isPresent();
      return after
          .filter(BookingItem::isBooking)
          .filter(item -> item.has(RowNotes.MAKER))
          .map(item -> rows(tenant, item))
          .filter(rows -> held || rows.size() == 1)
          .orElse(List.of());
    }

    private static List<Made> rows(TenantId tenant, Item booking) {
      return TakenTime.of(booking).stream()
          .flatMap(
              taken ->
                  taken.cells().byDay().stream()
                      .map(
                          cells ->
                              new Made(
                                  tenant,
                                  taken.resourceId(),
                                  cells.day(),
                                  booking.text(RowNotes.MAKER))))
          // A visit may come back to a resource.
          .distinct()
          .toList();
    }
  }

  private record Row(TenantId tenant, ResourceId resourceId, LocalDate day) {}

  @Override
  public void follow(List<ItemChange> changes) {
    tidy(
        changes.stream()
            .filter(change -> change.key().sort().equals(BookingItem.SORT))
            .flatMap(
                change ->
                    Made.by(
                        change.key().partition().tenant().orElseThrow(),
                        change.before(),
                        change.after())
                        .stream())
            .toList());
  }

  /** Removes the notes of these bookings. */
  public void tidy(List<Made> bookings) {
    // A record may be repeated, and bookings of a series may be of one attempt.
    Map<Row, Set<String>> attempts = new LinkedHashMap<>();
    for (Made made : bookings) {
      attempts
          .computeIfAbsent(
              new Row(made.tenant(), made.resourceId(), made.day()), _ -> new LinkedHashSet<>())
          .add(made.attempt());
    }
    attempts.forEach(
        (row, made) -> {
          try {
            notes.remove(row.tenant(), row.resourceId(), row.day(), made);
          } catch (SdkException | TableUnavailableException e) {
            LOG.warn("Notes of made bookings stay in a row: {}", Failures.summary(e));
          }
        });
  }
}

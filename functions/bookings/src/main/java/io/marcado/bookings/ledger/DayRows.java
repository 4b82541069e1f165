package io.marcado.bookings.ledger;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads day rows. {@link DayLedger}, {@link RowNotes} and {@link BlockedRows} write them, and
 * nobody else.
 */
@Singleton
public final class DayRows {
  private final Table table;
  private final RowNotes notes;

  public DayRows(Table table, RowNotes notes) {
    this.table = table;
    this.notes = notes;
  }

  static ItemKey key(TenantId tenant, ResourceId resourceId, LocalDate day) {
    return partition(tenant, resourceId).item(day.toString());
  }

  /**
   * The occupancy of a resource on some UTC days, by one eventually consistent query. That is
   * enough for offers, since each booking's write checks the rows again.
   */
  public Occupancy occupancy(
      TenantId tenant, ResourceId resourceId, LocalDate first, LocalDate last) {
    Occupancy occupancy = Occupancy.ofDays(first, last);
    Selection days =
        Selection.of(partition(tenant, resourceId))
            .between(first.toString(), last.toString())
            .eventually();
    List<DayRow> found =
        table.of(tenant).queryAll(days).stream()
            .map(item -> DayRow.of(resourceId, LocalDate.parse(item.text("sk")), Optional.of(item)))
            .toList();
    notes.withoutAbandoned(tenant, found).forEach(row -> row.addTo(occupancy));
    return occupancy;
  }

  /**
   * The occupancy of several resources on some UTC days, by one strongly consistent batch of reads.
   *
   * @param days without a gap, in order
   */
  public Map<ResourceId, Occupancy> occupancies(
      TenantId tenant, Collection<ResourceId> resourceIds, List<LocalDate> days) {
    return occupancies(tenant, resourceIds, days, Optional.empty());
  }

  /**
   * The same for a booking that is to be made.
   *
   * @param own the booking: what another sending of the same request has just taken for it is free
   *     for it
   */
  public Map<ResourceId, Occupancy> occupancies(
      TenantId tenant,
      Collection<ResourceId> resourceIds,
      List<LocalDate> days,
      Optional<BookingId> own) {
    Map<ResourceId, Occupancy> occupancies = new HashMap<>();
    for (ResourceId resourceId : resourceIds) {
      occupancies.put(resourceId, Occupancy.ofDays(days.getFirst(), days.getLast()));
    }
    List<Place> places = new ArrayList<>();
    occupancies.keySet().forEach(id -> days.forEach(day -> places.add(new Place(id, day))));
    List<DayRow> found =
        read(tenant, places).stream()
            .map(
                row ->
                    row.without(
                        row.notes().stream()
                            .filter(note -> own.filter(note.bookingId()::equals).isPresent())
                            .toList()))
            .toList();
    for (DayRow row : notes.withoutAbandoned(tenant, found)) {
      Occupancy occupancy = occupancies.get(row.resourceId());
      if (occupancy != null) {
        row.addTo(occupancy);
      }
    }
    return occupancies;
  }

  /**
   * The time of several resources on some UTC days with what is about to be taken, by one strongly
   * consistent batch of reads.
   *
   * @param days without a gap, in order
   */
  public Map<ResourceId, PresentTime> present(
      TenantId tenant, Collection<ResourceId> resourceIds, List<LocalDate> days) {
    Map<ResourceId, PresentTime> present = new HashMap<>();
    List<Place> places = new ArrayList<>();
    for (ResourceId resourceId : resourceIds) {
      present.put(resourceId, PresentTime.ofDays(days.getFirst(), days.getLast()));
      days.forEach(day -> places.add(new Place(resourceId, day)));
    }
    List<DayRow> found = notes.withoutAbandoned(tenant, read(tenant, places));
    Map<RowNote, Instant> unbooked = notes.unbooked(tenant, found);
    for (DayRow row : found) {
      PresentTime time = present.get(row.resourceId());
      if (time != null) {
        time.add(row, unbooked);
      }
    }
    return present;
  }

  /** Reads rows, strongly consistent. A missing row comes back empty. */
  List<DayRow> read(TenantId tenant, Collection<Place> places) {
    Map<ItemKey, Place> byKey = new HashMap<>();
    places.forEach(place -> byKey.put(key(tenant, place.resourceId(), place.day()), place));
    Map<ItemKey, Item> found = table.of(tenant).get(List.copyOf(byKey.keySet()));
    List<DayRow> rows = new ArrayList<>();
    byKey.forEach(
        (key, place) ->
            rows.add(
                DayRow.of(place.resourceId(), place.day(), Optional.ofNullable(found.get(key)))));
    return rows;
  }

  /** The key of a row. */
  record Place(ResourceId resourceId, LocalDate day) {}

  private static PartitionKey partition(TenantId tenant, ResourceId resourceId) {
    return PartitionKey.of(tenant, "DAY#" + resourceId);
  }
}

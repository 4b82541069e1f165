package io.marcado.local.app.soak;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How a new booking is written. */
public enum BookingWay {
  /** As functions do. */
  STORE {
    @Override
    boolean book(Table table, TenantId tenant, Booking booking) {
      BookingStore store =
          BookingStore.of(table, new Ids(new SecureRandom()), InstantSource.system());
      return store.create(tenant, booking, _ -> 1, List.of(), false)
          instanceof CreateOutcome.Created;
    }
  },
  /** In one transaction with its day row, as functions did before ADR 29. */
  TRANSACTION {
    @Override
    boolean book(Table table, TenantId tenant, Booking booking) {
      DayLedger ledger =
          new DayLedger(new DayRows(table, new RowNotes(table, InstantSource.system())));
      LedgerEntry entry = ledger.entry(tenant, List.of(), booking.held(), _ -> 1);
      List<Write> writes = new ArrayList<>();
      writes.add(
          Write.create(
              ItemKey.of(tenant, "BOOKING#" + booking.id(), "OLD"),
              Item.builder().text("booking", "x".repeat(BYTES)).build()));
      writes.addAll(entry.writes());
      return table.of(tenant).transact(writes) instanceof Outcome.Written;
    }
  };

  /** About as many as a booking has. */
  private static final int BYTES = 600;

  /** Books one seat of one resource; false when it was refused or others were faster each time. */
  abstract boolean book(Table table, TenantId tenant, Booking booking);
}

package io.marcado.tenants.settings;

import io.marcado.domain.Fault;
import io.marcado.platform.bookings.BookingsOutside;
import java.util.List;

/** Why settings cannot be changed. */
public sealed interface SettingsRefusal {

  /** The changed settings would be wrong. */
  record Faulty(List<Fault> faults) implements SettingsRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** Upcoming bookings would stand outside the new hours. */
  record LeavesBookingsOutside(BookingsOutside outside) implements SettingsRefusal {}

  /** There is no such business. */
  record NoBusiness() implements SettingsRefusal {}
}

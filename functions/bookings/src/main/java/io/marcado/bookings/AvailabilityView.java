package io.marcado.bookings;

import io.marcado.bookings.desk.Calendar;
import io.marcado.bookings.desk.SlotView;
import java.util.List;

/** Free times as they are answered, by start. */
record AvailabilityView(String timeZone, List<SlotView> slots) {
  static AvailabilityView of(Calendar.Free free) {
    return new AvailabilityView(
        free.timeline().zone().getId(),
        free.slots().stream().map(slot -> SlotView.of(slot, free.timeline())).toList());
  }
}

package io.marcado.tenants.hours;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.holidays.HolidayTable;
import java.util.List;
import java.util.Optional;

/** The country and the region whose holidays a request names, if it does. */
public record HolidayPlace(Optional<String> country, Optional<String> region) {
  /** The faults of the place: a country without a table, or a region that its table has not. */
  public List<Fault> faults() {
    if (country.isEmpty()) {
      return region.isEmpty()
          ? List.of()
          : List.of(new Fault("/country", FaultCode.REQUIRED, "is required with a region"));
    }
    Optional<HolidayTable> table = HolidayTable.of(country.get());
    if (table.isEmpty()) {
      return List.of(
          new Fault(
              "/country", FaultCode.NOT_ONE_OF, "is a country whose holidays we do not know"));
    }
    return region.filter(part -> !table.get().regions().contains(part)).isPresent()
        ? List.of(
            new Fault("/region", FaultCode.NOT_ONE_OF, "must be a region of " + country.get()))
        : List.of();
  }
}

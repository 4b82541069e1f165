package io.marcado.tenants.hours;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.holidays.HolidayTable;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The country and the region whose holidays a request names, if it does. */
public record HolidayPlace(Optional<String> country, Optional<String> region) {
  /** The form of a country. */
  public static final FieldReader<String> COUNTRY =
      Readers.matching(Pattern.compile("[A-Z]{2}"), "an ISO 3166 code of two letters such as BR");

  /** The form of a region. */
  public static final FieldReader<String> REGION =
      Readers.matching(
          Pattern.compile("[A-Z0-9]{1,3}"),
          "what an ISO 3166-2 code has after the country, such as SP");

  /** What is wrong with it: a country without a table, or a region that its table has not. */
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

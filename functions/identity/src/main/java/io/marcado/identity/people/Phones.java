package io.marcado.identity.people;

import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Singleton;

/** Reads phone numbers that codes are to be sent to. */
@Singleton
public final class Phones {
  private final AllowedCountries countries;

  public Phones(AllowedCountries countries) {
    this.countries = countries;
  }

  /** A number that takes texts, of a country that messages are sent to. */
  public FieldReader<PhoneNumber> reachable() {
    FieldReader<PhoneNumber> any = Readers.phone();
    FieldReader<PhoneNumber> reader =
        (value, pointer, faults) -> {
          PhoneNumber phone = any.read(value, pointer, faults);
          if (phone != null && !countries.allow(phone)) {
            faults.add(
                pointer,
                FaultCode.NOT_ONE_OF,
                "is of a country that no codes are sent to; they go to " + countries.list());
            return null;
          }
          if (phone != null && !phone.takesTexts()) {
            faults.add(pointer, FaultCode.PATTERN, "is a fixed line, which takes no messages");
            return null;
          }
          return phone;
        };
    return reader.takes(any.schema());
  }
}

package io.marcado.bookings.blocks;

import io.marcado.domain.FaultCode;
import io.marcado.domain.ResourceId;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds of values that requests about blocks are made of. */
final class BlockFields {
  /** Most resources of a block. */
  static final int MOST_RESOURCES = 50;

  /** Characters of a date. */
  private static final int SHORTEST = 10;

  /** No moment takes more characters. */
  private static final int LONGEST = 40;

  private static final FieldReader<LocalDate> DATE = Readers.date();
  private static final FieldReader<Instant> INSTANT = Readers.instant();

  private BlockFields() {}

  static FieldReader<List<ResourceId>> resourceIds() {
    return Readers.distinct(Readers.id(ResourceId::new), 1, MOST_RESOURCES);
  }

  static FieldReader<String> reason() {
    return Readers.text(1, 500);
  }

  /** The moments of a block as they were told, by their pointers. */
  static Map<String, OffsetDateTime> told(Fields body) {
    Fields again = body.again();
    Map<String, OffsetDateTime> told = new HashMap<>();
    for (String name : List.of("from", "to")) {
      again.optional(name, Readers.dateTime()).ifPresent(moment -> told.put("/" + name, moment));
    }
    return told;
  }

  /** A local date, or a moment with its offset in whole minutes. */
  static FieldReader<BlockMoment> moment() {
    FieldReader<BlockMoment> reader =
        (value, pointer, faults) -> {
          if (value.isTextual() && value.textValue().length() <= SHORTEST) {
            LocalDate date = DATE.read(value, pointer, faults);
            return date == null ? null : new BlockMoment.OfDate(date);
          }
          Instant instant = INSTANT.read(value, pointer, faults);
          if (instant != null && (instant.getEpochSecond() % 60 != 0 || instant.getNano() != 0)) {
            faults.add(pointer, FaultCode.PATTERN, "must be a whole minute");
            return null;
          }
          return instant == null ? null : new BlockMoment.At(instant);
        };
    return reader.takes(
        new Schema(Map.of("type", "string", "minLength", SHORTEST, "maxLength", LONGEST)));
  }
}

package io.marcado.platform.tenant;

import io.marcado.domain.FaultCode;
import io.marcado.domain.time.QuietHours;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import io.marcado.platform.json.Shape;
import io.marcado.platform.table.Item;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** Quiet hours in requests and in items. */
public final class QuietHoursFields {
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Shape<QuietHours> SHAPE =
      Shape.<QuietHours>of(
              fields ->
                  new QuietHours(fields.required("from", time()), fields.required("to", time())))
          .withRules(QuietHours::faults);

  private QuietHoursFields() {}

  /** Two times of day, such as 22:00 and 08:00. */
  public static FieldReader<QuietHours> reader() {
    return SHAPE;
  }

  public static Item toItem(QuietHours hours) {
    return Item.builder()
        .text("from", hours.from().toString())
        .text("to", hours.to().toString())
        .build();
  }

  public static QuietHours fromItem(Item item) {
    return new QuietHours(LocalTime.parse(item.text("from")), LocalTime.parse(item.text("to")));
  }

  private static FieldReader<LocalTime> time() {
    FieldReader<LocalTime> reader =
        (value, pointer, faults) -> {
          if (!value.isTextual() || !TIME.matcher(value.textValue()).matches()) {
            faults.add(
                pointer,
                value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
                "must be a time of day such as 22:00");
            return null;
          }
          return LocalTime.parse(value.textValue());
        };
    return reader.takes(Schema.string().with("pattern", "^" + TIME.pattern() + "$"));
  }
}

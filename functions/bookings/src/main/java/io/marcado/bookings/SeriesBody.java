package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.bookings.scheduling.Mentioned;
import io.marcado.bookings.scheduling.SeriesRequest;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.bookings.series.Recurrence;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.Recurrence.Pattern;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.bookings.series.RecurrenceText;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /series}, with its Idempotency-Key. */
final class SeriesBody {
  static final int LONGEST_TOKEN = 1000;
  private static final int MOST_WEEKDAYS = 5;

  /** In place of what is missing together with a fault. */
  private static final End NO_END = new End.Count(1);

  private SeriesBody() {}

  /** How often it recurs. */
  enum Frequency {
    DAILY,
    WEEKLY,
    MONTHLY
  }

  /**
   * A request.
   *
   * @param mentioned what could be read of it, whatever is wrong with the rest
   */
  record Input(SeriesRequest series, Supplier<Mentioned> mentioned) {}

  static Input read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    SeriesRequest series =
        request.body(
            body -> {
              SlotRequest slot = slot(body);
              BookingRequest booking =
                  new BookingRequest(
                      slot,
                      body.nullable("clientId", Readers.id(PersonId::new)),
                      body.optional("client", BookingFields.clientOrWalkIn()),
                      body.nullable("attendee", BookingFields.attendee()),
                      body.nullable("notes", BookingFields.note()),
                      BookingFields.customFields(body),
                      BookingFields.ignoredRules(body),
                      key);
              @Nullable RecurrenceDraft recurrence = body.required("recurrence", recurrence());
              OnConflict onConflict =
                  body.optional("onConflict", Readers.oneOf(OnConflict.class))
                      .orElse(OnConflict.FAIL);
              boolean dryRun = body.optional("dryRun", Readers.bool()).orElse(false);
              Optional<String> token = body.optional("planToken", Readers.text(1, LONGEST_TOKEN));
              if (dryRun && token.isPresent()) {
                body.fault("/planToken", FaultCode.CONFLICT, "must not stand beside dryRun");
              }
              return new SeriesRequest(
                  booking,
                  // It is missing together with a fault of its own.
                  recurrence == null ? new RecurrenceDraft.Days(1, NO_END) : recurrence,
                  onConflict,
                  dryRun,
                  token);
            });
    return new Input(series, request.readable(BookingFields::mentionedBySeries));
  }

  /** Of one service: visits do not recur. */
  private static SlotRequest slot(Fields body) {
    return new SlotRequest(
        body.required("serviceId", Readers.id(ServiceId::new)),
        body.optional("resourceId", Readers.id(ResourceId::new)),
        body.required("start", Readers.dateTime()),
        body.optional("durationMinutes", BookingFields.durationOfSeries()));
  }

  private static FieldReader<RecurrenceDraft> recurrence() {
    return Readers.object(
        fields -> {
          Read read = read(fields);
          return fields.hasValue("rrule") ? ofText(fields, read) : ofFields(fields, read);
        });
  }

  private static @Nullable RecurrenceDraft ofText(Fields fields, Read read) {
    Stream.of("frequency", "interval", "days", "dayOfMonth", "lastDay", "weekday", "count", "until")
        .filter(fields::hasValue)
        .forEach(
            name -> fields.fault("/" + name, FaultCode.CONFLICT, "must not stand beside rrule"));
    Optional<RecurrenceText.Read> rule =
        read.rrule().map(text -> RecurrenceText.read(text, LocalDate.EPOCH));
    rule.filter(found -> found.recurrence().isEmpty())
        .ifPresent(
            found ->
                fields.fault(
                    "/rrule",
                    FaultCode.PATTERN,
                    "is no rule that a series can have: " + found.why()));
    return rule.filter(found -> found.recurrence().isPresent())
        .flatMap(_ -> read.rrule())
        .map(RecurrenceDraft.Rule::new)
        .orElse(null);
  }

  /** The fields as they are, each with its own faults. */
  private record Read(
      Optional<String> rrule,
      Optional<Frequency> frequency,
      int interval,
      Optional<List<DayOfWeek>> days,
      Optional<Integer> dayOfMonth,
      Optional<Boolean> lastDay,
      Optional<Pattern> weekday,
      Optional<Integer> count,
      Optional<LocalDate> until) {}

  private static Read read(Fields fields) {
    return new Read(
        fields.optional("rrule", Readers.text(1, RecurrenceText.LONGEST)),
        fields.optional("frequency", Readers.oneOf(Frequency.class)),
        fields.optional("interval", Readers.integer(1, RecurrenceText.LARGEST_INTERVAL)).orElse(1),
        fields.optional("days", Readers.distinct(Readers.oneOf(DayOfWeek.class), 1, 7)),
        fields.optional("dayOfMonth", Readers.integer(1, 31)),
        fields.optional("lastDay", Readers.yes()),
        fields.optional("weekday", weekday()),
        fields.optional("count", Readers.integer(1, Recurrence.MOST)),
        fields.optional("until", Readers.date()));
  }

  private static FieldReader<Pattern> weekday() {
    return Readers.object(
        fields -> {
          @Nullable Integer nth = fields.required("nth", Readers.integer(-1, MOST_WEEKDAYS));
          @Nullable DayOfWeek day = fields.required("day", Readers.oneOf(DayOfWeek.class));
          if (nth != null && nth == 0) {
            fields.fault("/nth", FaultCode.OUT_OF_RANGE, "must be 1 to 5, or -1 for the last");
            return null;
          }
          return nth == null || day == null ? null : new Pattern.MonthlyOn(nth, day);
        });
  }

  private static @Nullable RecurrenceDraft ofFields(Fields fields, Read read) {
    if (!fields.hasValue("frequency")) {
      fields.fault("/frequency", FaultCode.REQUIRED, "is required, or rrule");
    }
    if (fields.hasValue("until") == fields.hasValue("count")) {
      fields.fault(
          "/until",
          fields.hasValue("until") ? FaultCode.CONFLICT : FaultCode.REQUIRED,
          "must stand without count, or count without until");
    }
    List<String> ofMonths =
        Stream.of("dayOfMonth", "lastDay", "weekday").filter(fields::hasValue).toList();
    ofMonths.stream()
        .skip(1)
        .forEach(
            name ->
                fields.fault(
                    "/" + name,
                    FaultCode.CONFLICT,
                    "must not stand beside " + ofMonths.getFirst()));
    if (read.frequency().isPresent()) {
      Frequency frequency = read.frequency().get();
      if (frequency != Frequency.MONTHLY) {
        ofMonths.forEach(
            name -> fields.fault("/" + name, FaultCode.CONFLICT, "is of MONTHLY only"));
      }
      if (frequency != Frequency.WEEKLY && fields.hasValue("days")) {
        fields.fault("/days", FaultCode.CONFLICT, "is of WEEKLY only");
      }
    }
    if (!fields.sound() || read.frequency().isEmpty()) {
      return null;
    }
    End end =
        read.count()
            .<End>map(End.Count::new)
            .or(() -> read.until().map(End.Until::new))
            .orElse(NO_END);
    return switch (read.frequency().get()) {
      case DAILY -> new RecurrenceDraft.Days(read.interval(), end);
      case WEEKLY ->
          new RecurrenceDraft.Weeks(
              read.interval(), Set.copyOf(read.days().orElse(List.of())), end);
      case MONTHLY ->
          new RecurrenceDraft.Months(
              read.interval(),
              read.dayOfMonth()
                  .<Pattern>map(Pattern.Monthly::new)
                  .or(() -> read.lastDay().map(_ -> new Pattern.Monthly(-1)))
                  .or(read::weekday),
              end);
    };
  }
}

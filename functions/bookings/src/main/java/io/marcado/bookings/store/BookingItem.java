package io.marcado.bookings.store;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.ApprovalRequest;
import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassPlace.Arrival;
import io.marcado.bookings.lifecycle.ClassPlace.Seat;
import io.marcado.bookings.lifecycle.Confirmation;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.ManageAccess;
import io.marcado.bookings.lifecycle.StaffNotes;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.published.NamedPeople.GivenClient;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of a booking. Its keys are its id, its start among all of the tenant (GSI1), and its
 * start among those of its client (GSI2), if it has one. A booking without a long note takes less
 * than a kilobyte.
 */
public final class BookingItem {
  /** The sort key of a booking's item. */
  public static final String SORT = UpcomingBookings.SORT;

  private static final String WRITER = "w";
  private static final String PREVIOUS_WRITERS = "pw";

  /** Others may write so often while a request whose answer was lost waits to send again. */
  private static final int MOST_WRITERS = 4;

  private static final String CHANGED_BY = "by";
  private static final String CHANGED_BY_KEY = "byKey";
  private static final String CHANGE_SOURCE = "bs";

  /** The deadline of a request; in older items the moment at which it lapses. */
  private static final String DEADLINE = "expiresAt";

  private static final String HOLD_MINUTES = "holdMinutes";

  private static final String SERIES_UNTIL = "seriesUntil";
  private static final String SERIES_TELLS = "seriesTells";

  /** The last change of several bookings of the series, the version that it made, and its tells. */
  private static final String SERIES_CHANGE = "seriesChange";

  private static final String SERIES_CHANGED = "seriesChanged";
  private static final String SERIES_CHANGE_TELLS = "seriesChangeTells";
  private static final String SERIES_MOVED_TO = "seriesMovedTo";

  /** Whether a hold was made longer. */
  static final String EXTENDED = "extended";

  private static final String WINDOW = "window";

  /** Whether a hold is of a time by appointment. */
  private static final String BY_APPOINTMENT = "byAppointment";

  /** When the client said to come to the start that is agreed on; lists look for it. */
  static final String CONFIRMED_AT = "confirmedAt";

  /** That the client said to come, and to which start. */
  private static final String CONFIRMATION = "confirmation";

  private static final String VISIT = UpcomingBookings.VISIT;

  /** All services of a visit. */
  static final String SERVICES = UpcomingBookings.SERVICES;

  private static final Set<String> OF_BOOKINGS_ALONE = Set.of("id", "g1pk", "g1sk", "g2pk", "g2sk");

  private BookingItem() {}

  static ItemKey key(TenantId tenant, BookingId bookingId) {
    return UpcomingBookings.key(tenant, bookingId);
  }

  /** All bookings of a tenant, in the first index. */
  static PartitionKey all(TenantId tenant) {
    return UpcomingBookings.all(tenant);
  }

  /** All bookings of a client, in the second index. */
  static PartitionKey ofClient(TenantId tenant, PersonId clientId) {
    return UpcomingBookings.ofClient(tenant, clientId);
  }

  /** The sort key of a booking in both indexes: by start, then by id. */
  static String position(Instant start, BookingId bookingId) {
    return start + "#" + bookingId;
  }

  /**
   * The item of a booking's next version. It keeps the writers of the last versions before it, so
   * that a request whose answer was lost recognises its write even after others have written.
   */
  static Item toItem(TenantId tenant, Booking booking, Stored previous) {
    Item item = toItem(tenant, booking);
    Item.Builder next = Item.builder();
    item.attributes().forEach(next::value);
    String writers =
        Stream.concat(Stream.of(previous.booking().writer()), previous.previousWriters().stream())
            .limit(MOST_WRITERS)
            .collect(Collectors.joining(" "));
    return next.text(PREVIOUS_WRITERS, writers)
        .text(RowNotes.MAKER, previous.maker().orElse(null))
        .build();
  }

  /** The item of a new booking. It keeps its maker, no matter who writes it later. */
  static Item toNewItem(TenantId tenant, Booking booking) {
    return booking.status() == BookingStatus.HELD
        ? toHold(tenant, booking)
        : madeBy(booking.writer(), tenant, booking);
  }

  /** The item of a booking that was held. Its notes in the day rows name who held it. */
  static Item toBooked(TenantId tenant, Booking booking, Booking held) {
    return madeBy(held.writer(), tenant, booking);
  }

  private static Item madeBy(String maker, TenantId tenant, Booking booking) {
    Item.Builder made = Item.builder();
    toItem(tenant, booking).attributes().forEach(made::value);
    return made.text(RowNotes.MAKER, maker).build();
  }

  /**
   * A hold is no booking to all who read bookings: it has no {@code id} and is in no index. It may
   * be deleted when it is over, since its notes in the day rows suffice to free its time.
   */
  private static Item toHold(TenantId tenant, Booking held) {
    Item.Builder item = Item.builder();
    madeBy(held.writer(), tenant, held).attributes().entrySet().stream()
        .filter(attribute -> !OF_BOOKINGS_ALONE.contains(attribute.getKey()))
        .forEach(attribute -> item.value(attribute.getKey(), attribute.getValue()));
    HoldTerms terms = held.hold().orElseThrow();
    item.text(RowNotes.HOLD, held.id().value());
    // That of a series may have to become a booking, however late; who gives it up lets it go.
    return terms.series().isPresent()
        ? item.build()
        : item.number("ttl", RowNotes.tombstoneUntil(terms.expiresAt())).build();
  }

  /**
   * A booking as it is stored.
   *
   * @param previousWriters the writers of the last versions before it, the latest first
   * @param maker the writer of the first version; empty if it was made before it was kept
   */
  record Stored(Booking booking, List<String> previousWriters, Optional<String> maker) {

    /** True when this writer wrote the present version, or one of the last before it. */
    boolean isWrittenBy(String writer) {
      return booking.writer().equals(writer) || previousWriters.contains(writer);
    }
  }

  static Stored stored(Item item) {
    return new Stored(
        fromItem(item),
        item.optionalText(PREVIOUS_WRITERS).map(all -> List.of(all.split(" "))).orElse(List.of()),
        item.optionalText(RowNotes.MAKER));
  }

  private static Item toItem(TenantId tenant, Booking booking) {
    String position = position(booking.time().start(), booking.id());
    Item.Builder item =
        Item.builder()
            .indexed(Index.GSI1, all(tenant), position)
            .text("id", booking.id().value())
            .text("status", booking.status().name())
            .text("serviceId", booking.serviceId().value())
            .texts("resourceIds", booking.resourceIds().stream().map(ResourceId::value).toList())
            .text("clientId", booking.clientId().map(PersonId::value).orElse(null))
            .instant("start", booking.time().start())
            .instant("end", booking.time().end())
            .text("source", booking.source().name())
            .text("notes", booking.notes().orElse(null))
            .item("attendee", booking.named().attendee().map(BookingItem::toItem).orElse(null))
            .item("givenClient", booking.named().client().map(BookingItem::toItem).orElse(null))
            .text("reason", booking.reason().orElse(null))
            .text("staffNotes", booking.staffNotes().notes().orElse(null))
            .text("priceReason", booking.staffNotes().priceReason().orElse(null))
            .text("hash", booking.requestHash())
            .text("manageSalt", booking.manageAccess().map(ManageAccess::salt).orElse(null))
            .text("manageHash", booking.manageAccess().map(ManageAccess::hash).orElse(null))
            .text(WRITER, booking.writer())
            .text(
                CHANGED_BY,
                booking.changedBy().flatMap(ChangedBy::member).map(PersonId::value).orElse(null))
            .text(
                CHANGED_BY_KEY,
                booking.changedBy().flatMap(ChangedBy::key).map(ApiKeyId::value).orElse(null))
            .text(
                CHANGE_SOURCE,
                booking.changedBy().map(ChangedBy::source).map(Enum::name).orElse(null))
            .number("version", booking.version())
            .instant("createdAt", booking.createdAt())
            .instant("updatedAt", booking.updatedAt())
            .instant("statusSince", booking.statusSince());
    booking
        .clientId()
        .ifPresent(client -> item.indexed(Index.GSI2, ofClient(tenant, client), position));
    write(item, booking.localStart());
    writeNames(item, booking.names());
    booking.request().ifPresent(request -> item.item("request", toItem(request)));
    booking
        .hold()
        .ifPresent(
            terms ->
                item.number(RowNotes.UNTIL, terms.expiresAt().getEpochSecond())
                    .number(HOLD_MINUTES, terms.minutes())
                    .flag(EXTENDED, terms.extended())
                    .number(WINDOW, terms.cancellationWindowMinutes())
                    .flag(BY_APPOINTMENT, terms.byRequest()));
    booking
        .hold()
        .flatMap(HoldTerms::series)
        .ifPresent(
            series ->
                item.text(RowNotes.SERIES, series.id().value())
                    .number(SERIES_UNTIL, series.until().getEpochSecond())
                    .number(SERIES_TELLS, series.tells()));
    booking
        .together()
        .ifPresent(
            together ->
                item.text(SERIES_CHANGE, together.change().value())
                    .number(SERIES_CHANGED, together.version())
                    .number(SERIES_CHANGE_TELLS, together.tells()));
    booking
        .together()
        .flatMap(HoldTerms.Together::movedTo)
        .ifPresent(start -> item.number(SERIES_MOVED_TO, start.getEpochSecond()));
    booking
        .price()
        .ifPresent(
            price ->
                item.text("amount", price.amount().toPlainString())
                    .text("currency", price.currency().getCurrencyCode()));
    booking.classPlace().ifPresent(place -> item.item("classPlace", toItem(place)));
    booking.confirmedAt().ifPresent(at -> item.instant(CONFIRMED_AT, at));
    booking.confirmation().ifPresent(given -> item.item(CONFIRMATION, toItem(given)));
    write(item, booking.visit());
    if (!booking.visit().isEmpty()) {
      // Lists by service look for it.
      item.texts(
          SERVICES,
          booking.visit().stream().map(part -> part.serviceId().value()).distinct().toList());
    }
    if (!booking.taken().isEmpty()) {
      item.items("taken", booking.taken().stream().map(TakenTime::toItem).toList());
    }
    if (!booking.customFields().isEmpty()) {
      Map<String, AttributeValue> fields = new LinkedHashMap<>();
      booking.customFields().forEach((name, value) -> fields.put(name, toValue(value)));
      item.value("customFields", AttributeValue.fromM(fields));
    }
    return item.build();
  }

  /** True unless the item at a booking's key is a tombstone: see {@link RowNotes}. */
  public static boolean isBooking(Item item) {
    return UpcomingBookings.isBooking(item);
  }

  /** True for the item of a hold, or of what became of one that was not booked. */
  static boolean isHold(Item item) {
    return item.has(RowNotes.HOLD);
  }

  /** The held booking, EXPIRED once it was given up or given back. */
  static Booking heldFromItem(Item item) {
    Booking held = fromItem(item);
    return RowNotes.isGivenUp(item) ? held.lapsed() : held;
  }

  /** The booking of an item, from the table or from its stream. */
  public static Booking fromItem(Item item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    item.optionalItem("customFields")
        .ifPresent(
            found ->
                found.attributes().forEach((name, value) -> fields.put(name, fromValue(value))));
    return new Booking(
        new BookingId(item.text(isHold(item) ? RowNotes.HOLD : "id")),
        BookingStatus.valueOf(item.text("status")),
        new ServiceId(item.text("serviceId")),
        item.texts("resourceIds").stream().map(ResourceId::new).toList(),
        item.optionalText("clientId").map(PersonId::new),
        new Interval(item.instant("start"), item.instant("end")),
        localStart(item),
        names(item),
        TakenTime.of(item),
        price(item),
        BookingSource.valueOf(item.text("source")),
        item.optionalText("notes"),
        fields,
        new NamedPeople(
            item.optionalItem("attendee").map(BookingItem::attendee),
            item.optionalItem("givenClient").map(BookingItem::givenClient)),
        item.optionalText("reason"),
        item.text("hash"),
        item.optionalText("manageSalt")
            .map(salt -> new ManageAccess(salt, item.text("manageHash"))),
        item.text(WRITER),
        item.number("version"),
        item.instant("createdAt"),
        item.instant("updatedAt"),
        // Items from before this attribute may be corrected from their last change on.
        item.has("statusSince") ? item.instant("statusSince") : item.instant("updatedAt"),
        item.optionalItem("request")
            .map(request -> request(request, new ServiceId(item.text("serviceId")), price(item))),
        item.optionalText(CHANGE_SOURCE)
            .map(BookingSource::valueOf)
            .map(
                source ->
                    new ChangedBy(
                        source,
                        item.optionalText(CHANGED_BY).map(PersonId::new),
                        item.optionalText(CHANGED_BY_KEY).map(ApiKeyId::new))),
        item.optionalNumber(RowNotes.UNTIL).map(until -> terms(until, item)),
        new StaffNotes(item.optionalText("staffNotes"), item.optionalText("priceReason")),
        item.optionalItem("classPlace").map(BookingItem::classPlace),
        visit(item),
        item.optionalItem(CONFIRMATION).map(BookingItem::confirmation));
  }

  private static Item toItem(Confirmation given) {
    return Item.builder()
        .instant("at", given.at())
        .instant("start", given.start())
        .text("localStart", given.localStart().map(String::valueOf).orElse(null))
        .build();
  }

  private static Confirmation confirmation(Item item) {
    return new Confirmation(
        item.instant("at"),
        item.instant("start"),
        item.optionalText("localStart").map(LocalDateTime::parse));
  }

  private static HoldTerms terms(long until, Item item) {
    return new HoldTerms(
        Instant.ofEpochSecond(until),
        item.integer(HOLD_MINUTES),
        item.flag(EXTENDED),
        item.integer(WINDOW),
        item.flag(BY_APPOINTMENT),
        item.optionalText(RowNotes.SERIES)
            .map(
                id ->
                    new HoldTerms.OfSeries(
                        new SeriesId(id),
                        Instant.ofEpochSecond(item.number(SERIES_UNTIL)),
                        item.integer(SERIES_TELLS),
                        item.optionalText(SERIES_CHANGE)
                            .map(
                                change ->
                                    new HoldTerms.Together(
                                        new SeriesId(change),
                                        item.number(SERIES_CHANGED),
                                        item.integer(SERIES_CHANGE_TELLS),
                                        item.optionalNumber(SERIES_MOVED_TO)
                                            .map(Instant::ofEpochSecond))))));
  }

  private static Item toItem(ApprovalRequest request) {
    Item.Builder item = Item.builder().instant(DEADLINE, request.deadline());
    request
        .approved()
        .ifPresent(
            kept -> {
              item.text("serviceId", kept.serviceId().value())
                  .texts("resourceIds", kept.resourceIds().stream().map(ResourceId::value).toList())
                  .instant("start", kept.time().start())
                  .instant("end", kept.time().end())
                  .items("taken", kept.taken().stream().map(TakenTime::toItem).toList());
              write(item, kept.localStart());
              writeNames(item, kept.names());
              write(item, kept.visit());
              kept.movedTo().ifPresent(at -> item.number(SERIES_MOVED_TO, at.getEpochSecond()));
              // Present even without a price, since items from before it have the booking's.
              item.items("price", kept.price().map(BookingItem::toItem).stream().toList());
            });
    return item.build();
  }

  private static Item toItem(Money price) {
    return Item.builder()
        .text("amount", price.amount().toPlainString())
        .text("currency", price.currency().getCurrencyCode())
        .build();
  }

  private static Optional<Money> price(Item item) {
    return item.optionalText("amount").map(amount -> Money.of(amount, item.text("currency")));
  }

  /** Items from before an approved time had them have the service, or the price, of the booking. */
  private static ApprovalRequest request(Item item, ServiceId serviceId, Optional<Money> price) {
    return new ApprovalRequest(
        item.instant(DEADLINE),
        item.has("start")
            ? Optional.of(
                new ApprovedTime(
                    item.optionalText("serviceId").map(ServiceId::new).orElse(serviceId),
                    item.texts("resourceIds").stream().map(ResourceId::new).toList(),
                    new Interval(item.instant("start"), item.instant("end")),
                    localStart(item),
                    names(item),
                    TakenTime.of(item),
                    item.has("price")
                        ? item.items("price").stream().findFirst().flatMap(BookingItem::price)
                        : price,
                    visit(item),
                    item.optionalNumber(SERIES_MOVED_TO).map(Instant::ofEpochSecond)))
            : Optional.empty());
  }

  private static void write(Item.Builder item, Optional<LocalStart> localStart) {
    item.text("localStart", localStart.map(LocalStart::at).map(String::valueOf).orElse(null))
        .text("timeZone", localStart.map(LocalStart::zone).orElse(null))
        .text("tzRelease", localStart.map(LocalStart::tzRelease).orElse(null));
  }

  private static void write(Item.Builder item, List<VisitPart> visit) {
    if (visit.isEmpty()) {
      return;
    }
    List<Item> parts = new ArrayList<>();
    for (VisitPart part : visit) {
      Item.Builder one =
          Item.builder()
              .text("serviceId", part.serviceId().value())
              .text("serviceName", part.name())
              .texts("resourceIds", part.resourceIds().stream().map(ResourceId::value).toList())
              .number("after", part.afterMinutes())
              .number("minutes", part.minutes());
      part.price()
          .ifPresent(
              price ->
                  one.text("amount", price.amount().toPlainString())
                      .text("currency", price.currency().getCurrencyCode()));
      parts.add(one.build());
    }
    item.items(VISIT, parts);
  }

  private static List<VisitPart> visit(Item item) {
    List<VisitPart> visit = new ArrayList<>();
    for (Item part : item.items(VISIT)) {
      visit.add(
          new VisitPart(
              new ServiceId(part.text("serviceId")),
              part.text("serviceName"),
              part.texts("resourceIds").stream().map(ResourceId::new).toList(),
              part.integer("after"),
              part.integer("minutes"),
              price(part)));
    }
    return visit;
  }

  private static void writeNames(Item.Builder item, Optional<BookedNames> names) {
    item.text("serviceName", names.map(BookedNames::service).orElse(null))
        .texts("resourceNames", names.map(BookedNames::resources).orElse(List.of()));
  }

  private static Optional<BookedNames> names(Item item) {
    return item.optionalText("serviceName")
        .map(service -> new BookedNames(service, item.texts("resourceNames")));
  }

  private static Optional<LocalStart> localStart(Item item) {
    return item.optionalText("localStart")
        .map(
            at ->
                new LocalStart(
                    LocalDateTime.parse(at), item.text("timeZone"), item.text("tzRelease")));
  }

  private static Item toItem(ClassPlace place) {
    return Item.builder()
        .text("sessionId", place.sessionId().value())
        .items(
            "seats",
            place.seats().stream()
                .map(
                    seat ->
                        Item.builder()
                            .item("attendee", seat.attendee().map(BookingItem::toItem).orElse(null))
                            .text(
                                "arrival",
                                seat.arrival() == Arrival.EXPECTED ? null : seat.arrival().name())
                            .instant("at", seat.at().orElse(null))
                            .build())
                .toList())
        .build();
  }

  private static ClassPlace classPlace(Item item) {
    return new ClassPlace(
        new ClassSessionId(item.text("sessionId")),
        item.items("seats").stream()
            .map(
                seat ->
                    new Seat(
                        seat.optionalItem("attendee").map(BookingItem::attendee),
                        seat.optionalText("arrival").map(Arrival::valueOf).orElse(Arrival.EXPECTED),
                        seat.optionalInstant("at")))
            .toList());
  }

  static Item toItem(Attendee attendee) {
    return Item.builder()
        .text("name", attendee.name())
        .text("notes", attendee.notes().orElse(null))
        .build();
  }

  static Attendee attendee(Item item) {
    return new Attendee(item.text("name"), item.optionalText("notes"));
  }

  static Item toItem(GivenClient client) {
    return Item.builder()
        .text("name", client.name())
        .text("email", client.email().orElse(null))
        .build();
  }

  static GivenClient givenClient(Item item) {
    return new GivenClient(item.text("name"), item.optionalText("email"));
  }

  static AttributeValue toValue(Object value) {
    return switch (value) {
      case Boolean flag -> AttributeValue.fromBool(flag);
      case BigDecimal number -> AttributeValue.fromN(number.toPlainString());
      default -> AttributeValue.fromS(value.toString());
    };
  }

  static Object fromValue(AttributeValue value) {
    Optional<Object> number = Optional.ofNullable(value.n()).map(BigDecimal::new);
    return number.orElseGet(() -> value.bool() != null ? value.bool() : value.s());
  }
}

package io.marcado.bookings.store;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.Series.Occurrence;
import io.marcado.bookings.lifecycle.Series.Said;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.lifecycle.SeriesChange.Moves;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads and writes series. A note beside each says that it has something to be done yet: its
 * bookings to be written, or its times to be given back. It is written with the series, and goes
 * when all is done.
 */
public final class SeriesStore {
  private static final WorkList<Open> OPEN = WorkList.open("SERIES-OPEN", Open::fromItem);

  /** The attribute that names the change under way. */
  private static final String CHANGE = "change";

  /** The attribute by which an item is a change: the series. */
  private static final String OF = "of";

  /** The attribute of a change that was decided and is done: nothing else is left of it. */
  private static final String DONE = "done";

  /** Longer than a request may ask what came of its decision. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  /** In place of the hash of a request; no request has it. */
  private static final String ERASED = "erased";

  /** Longer than what it had held stays: who meets a hold without its series gives it up. */
  private static final Duration LAPSED = Duration.ofDays(14);

  private final Table table;
  private final InstantSource clock;
  private final SeriesHolds holds;

  public SeriesStore(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    this.holds = new SeriesHolds(table, clock);
  }

  /** Reads a series, strongly consistent. */
  public Optional<Series> find(TenantId tenant, SeriesId id) {
    return table
        .of(tenant)
        .get(SeriesHolds.key(tenant, id))
        .filter(item -> !item.has(OF))
        .map(SeriesStore::fromItem);
  }

  /** Reads a change, strongly consistent; empty once all is done. */
  public Optional<SeriesChange> findChange(TenantId tenant, SeriesId id) {
    return table
        .of(tenant)
        .get(SeriesHolds.key(tenant, id))
        .filter(item -> !item.has(DONE))
        .map(SeriesStore::change);
  }

  /**
   * Writes a change, if no other one is under way. From here on somebody will finish it, or give it
   * up where it is not decided.
   *
   * @return false when the series has changed since it was read
   */
  public boolean begin(TenantId tenant, SeriesChange change) {
    Open note = new Open(tenant, change.series());
    return OptimisticRetry.untilWritten(
        () ->
            switch (table
                .platformAnd(tenant)
                .transact(
                    List.of(
                        Write.create(SeriesHolds.key(tenant, change.id()), toItem(change)),
                        Write.update(
                            SeriesHolds.key(tenant, change.series()),
                            new Update().set(CHANGE, change.id().value()),
                            Condition.equal(SeriesHolds.STATE, State.BOOKED)
                                .and(Condition.equal("said", false))
                                .and(Condition.absent(CHANGE))),
                        OPEN.note(note)))) {
              case Outcome.Written _ -> Optional.of(true);
              case Outcome.Contended _ -> Optional.empty();
              // An answer may have been lost: nobody else writes this id.
              case Outcome.Refused refused -> Optional.of(refused.at(0));
            });
  }

  /**
   * Decides on a change that holds all that it needs.
   *
   * @return false when others have given it up
   */
  public boolean decide(TenantId tenant, SeriesChange decided) {
    return OptimisticRetry.untilWritten(
        () ->
            switch (table
                .of(tenant)
                .write(
                    Write.update(
                        SeriesHolds.key(tenant, decided.id()),
                        new Update()
                            .set(SeriesHolds.STATE, State.BOOKED)
                            .set("numbers", numbers(decided)),
                        SeriesHolds.undecided()))) {
              case Outcome.Written _ -> Optional.of(true);
              case Outcome.Contended _ -> Optional.empty();
              // An answer may have been lost: nobody but its request decides so.
              case Outcome.Refused refused ->
                  Optional.of(refused.presentAt(0).filter(SeriesStore::isDecided).isPresent());
            });
  }

  /**
   * All its bookings have followed a change, or all that it held is given back. That it was decided
   * is remembered for a day: its request may not know yet, since the answer was lost.
   *
   * @param planned the occurrences of the series from now on; empty when the change was given up
   */
  public void done(TenantId tenant, SeriesChange change, Optional<List<Occurrence>> planned) {
    Update update = new Update().remove(CHANGE);
    planned.ifPresent(
        occurrences ->
            update.set(
                "occurrences",
                AttributeValue.fromL(
                    occurrences.stream()
                        .map(one -> AttributeValue.fromM(toItem(one).attributes()))
                        .toList())));
    OptimisticRetry.untilTrue(
        () ->
            switch (table
                .platformAnd(tenant)
                .transact(
                    List.of(
                        Write.update(
                            SeriesHolds.key(tenant, change.series()),
                            update,
                            Condition.equal(CHANGE, change.id().value())),
                        planned.isPresent()
                            ? Write.put(SeriesHolds.key(tenant, change.id()), doneItem(change))
                            : Write.delete(SeriesHolds.key(tenant, change.id())),
                        OPEN.removal(new Open(tenant, change.series()))))) {
              case Outcome.Written _, Outcome.Refused _ -> true;
              case Outcome.Contended _ -> false;
            });
  }

  /**
   * Writes a new series before the first of its times is taken.
   *
   * @return the series that is there instead, by an earlier request; empty when it is this one
   */
  public Optional<Series> begin(TenantId tenant, Series series) {
    Open note = new Open(tenant, series.id());
    return OptimisticRetry.untilWritten(
        () ->
            switch (table
                .platformAnd(tenant)
                .transact(
                    List.of(
                        Write.create(SeriesHolds.key(tenant, series.id()), toItem(series)),
                        OPEN.note(note)))) {
              case Outcome.Written _ -> Optional.of(Optional.empty());
              case Outcome.Contended _ -> Optional.empty();
              case Outcome.Refused refused ->
                  Optional.of(refused.presentAt(0).map(SeriesStore::fromItem));
            });
  }

  /** The result of the decision to make a series. */
  public enum Decided {
    BOOKED,
    /** Others have given it up. */
    LAPSED,
    /** Another request has made its client meanwhile. */
    CLIENT_CHANGED
  }

  /**
   * Decides that a series is made, with its client, in one transaction.
   *
   * @param series as it is to be
   * @param clientWrites as for a new booking
   */
  public Decided book(TenantId tenant, Series series, List<? extends Write> clientWrites) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(SeriesHolds.key(tenant, series.id()), toItem(series), SeriesHolds.undecided()));
    writes.addAll(clientWrites);
    return OptimisticRetry.untilWritten(
        () ->
            switch (writes.size() == 1
                ? table.of(tenant).write(writes.getFirst())
                : table.of(tenant).transact(writes)) {
              case Outcome.Written _ -> Optional.of(Decided.BOOKED);
              case Outcome.Contended _ -> Optional.empty();
              // An answer may have been lost: nobody but its request decides so.
              case Outcome.Refused refused when refused.at(0) ->
                  Optional.of(
                      refused.presentAt(0).filter(SeriesStore::isDecided).isPresent()
                          ? Decided.BOOKED
                          : Decided.LAPSED);
              case Outcome.Refused _ -> Optional.of(Decided.CLIENT_CHANGED);
            });
  }

  /** Decides that a series is not made, whatever time it has; false when it was made. */
  public boolean lapse(TenantId tenant, SeriesId id) {
    return switch (table
        .of(tenant)
        .write(SeriesHolds.lapsing(tenant, id, Condition.present(SeriesHolds.STATE)))) {
      case Outcome.Written _ -> true;
      case Outcome.Refused refused -> refused.presentAt(0).filter(SeriesStore::isDecided).isEmpty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** The same if its time is over. */
  public boolean giveUp(TenantId tenant, SeriesId id) {
    return holds.giveUp(tenant, id);
  }

  /** All its bookings are there: what was said is in them, and nothing is left to be done. */
  public void finished(TenantId tenant, Series series) {
    done(
        tenant,
        series.id(),
        new Update().remove("notes", "customFields", "attendee", "givenClient").set("said", false));
  }

  /** All its times are given back. */
  public void forgotten(TenantId tenant, Series series) {
    done(
        tenant,
        series.id(),
        new Update()
            .remove("notes", "customFields", "attendee", "givenClient")
            .set("said", false)
            .set("ttl", clock.instant().plus(LAPSED).getEpochSecond()));
  }

  private void done(TenantId tenant, SeriesId id, Update update) {
    OptimisticRetry.untilTrue(
        () ->
            switch (table
                .platformAnd(tenant)
                .transact(
                    List.of(
                        Write.update(
                            SeriesHolds.key(tenant, id),
                            update,
                            // The note is that of a change by now, if there is one.
                            Condition.present(SeriesHolds.STATE).and(Condition.absent(CHANGE))),
                        OPEN.removal(new Open(tenant, id))))) {
              case Outcome.Written _, Outcome.Refused _ -> true;
              case Outcome.Contended _ -> false;
            });
  }

  /** Forgets who a series is for, with one of its bookings; which they are stays. */
  static Write erasing(TenantId tenant, SeriesId id) {
    return Write.update(
        SeriesHolds.key(tenant, id),
        new Update()
            .set("hash", ERASED)
            // Bookings that are still to be written take it from here.
            .set("customFields", AttributeValue.fromM(Map.of()))
            .remove("notes", "attendee", "givenClient"));
  }

  /** A series with something left to be done. */
  public record Open(TenantId tenant, SeriesId series) implements WorkEntry {
    @Override
    public String id() {
      return series.value();
    }

    @Override
    public Item toItem() {
      return Item.builder().text("tenant", tenant.value()).text("series", series.value()).build();
    }

    private static Open fromItem(Item item) {
      return new Open(new TenantId(item.text("tenant")), new SeriesId(item.text("series")));
    }
  }

  /**
   * Works through those of all businesses, see {@link WorkList#each}.
   *
   * @return false when the time of the invocation ended before
   */
  public boolean eachOpen(Instant now, Consumer<Open> work) {
    return OPEN.each(table, now, work);
  }

  /** All that any turn may look at now. */
  public List<Open> open(Instant now) {
    return OPEN.due(table, now);
  }

  /**
   * Forgets a note without a series. Both are written in one transaction, which a query sees item
   * by item, so a read may find the note alone: only another transaction knows that there is no
   * series.
   */
  public void remove(Open note) {
    Outcome _ =
        table
            .platformAnd(note.tenant())
            .transact(
                List.of(
                    Write.check(
                        SeriesHolds.key(note.tenant(), note.series()), Condition.ITEM_ABSENT),
                    OPEN.removal(note)));
  }

  /**
   * The present and past holds under these ids, or the bookings made of them, strongly consistent.
   */
  public Map<BookingId, Held> held(TenantId tenant, Collection<BookingId> ids) {
    Map<BookingId, Held> held = new HashMap<>();
    table
        .of(tenant)
        .get(ids.stream().map(id -> BookingItem.key(tenant, id)).toList())
        .values()
        .forEach(
            item ->
                BookingItems.held(item).ifPresent(found -> held.put(found.booking().id(), found)));
    return held;
  }

  /**
   * Takes a place of the client for a booking that is to be: before its series is decided, so that
   * no limit can refuse it then.
   *
   * @return why there is none; empty when it has one
   */
  public Optional<BookingRefusal> takePlace(
      TenantId tenant, Booking booking, Optional<ClientAllowance> allowance) {
    return OptimisticRetry.untilWritten(
        () ->
            ClientPlaces.guessed(
                ClientPlaces.taking(tenant, booking, allowance), places -> write(tenant, places)));
  }

  /** Frees the place of a booking that is not to be, if it has one. */
  public void freePlace(TenantId tenant, Booking booking, Optional<ClientAllowance> allowance) {
    Optional<BookingRefusal> _ =
        OptimisticRetry.untilWritten(
            () ->
                ClientPlaces.guessed(
                    ClientPlaces.following(tenant, booking, booking.lapsed(), allowance),
                    places -> write(tenant, places)));
  }

  /** Empty when the place was guessed wrongly. */
  private Optional<Optional<BookingRefusal>> write(TenantId tenant, Optional<ClientPlaces> places) {
    Optional<Write> write = places.flatMap(ClientPlaces::write);
    if (write.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    return switch (table.of(tenant).write(write.get())) {
      case Outcome.Written _ -> Optional.of(Optional.empty());
      case Outcome.Contended _ -> Optional.empty();
      case Outcome.Refused refused ->
          places.filter(one -> one.isTaken(refused.presentAt(0))).isPresent()
              ? Optional.of(Optional.empty())
              : ClientPlaces.whyNone(places, refused, 0).map(Optional::of);
    };
  }

  /** Gives one of its times back, in all rows; false when it has become a booking. */
  public static boolean release(RowNotes notes, TenantId tenant, Booking held) {
    return notes.release(tenant, held.id(), held.writer());
  }

  private static boolean isDecided(Item series) {
    return series.has(DONE) || series.text(SeriesHolds.STATE).equals(State.BOOKED.name());
  }

  private Item doneItem(SeriesChange change) {
    return Item.builder()
        .text(OF, change.series().value())
        .flag(DONE, true)
        // All that it held is given back: nothing can be held for it any more.
        .text(SeriesHolds.STATE, State.LAPSED.name())
        .number("ttl", clock.instant().plus(REMEMBERED).getEpochSecond())
        .build();
  }

  private static Item toItem(Series series) {
    Item.Builder item =
        Item.builder()
            .text("id", series.id().value())
            .text(SeriesHolds.STATE, series.state().name())
            .number(SeriesHolds.UNTIL, series.until().getEpochSecond())
            .text("serviceId", series.serviceId().value())
            .text("clientId", series.clientId().map(PersonId::value).orElse(null))
            .text("source", series.madeBy().source().name())
            .text("by", series.madeBy().member().map(PersonId::value).orElse(null))
            .text("byKey", series.madeBy().key().map(ApiKeyId::value).orElse(null))
            .items("occurrences", series.occurrences().stream().map(SeriesStore::toItem).toList())
            .instant("requests", series.requests())
            .flag("allWait", series.allWait())
            .text("hash", series.requestHash())
            .instant("createdAt", series.createdAt())
            .flag("said", series.said().isPresent());
    series
        .said()
        .ifPresent(
            said -> {
              item.text("notes", said.notes().orElse(null))
                  .item("attendee", said.named().attendee().map(BookingItem::toItem).orElse(null))
                  .item("givenClient", said.named().client().map(BookingItem::toItem).orElse(null));
              Map<String, AttributeValue> fields = new LinkedHashMap<>();
              said.customFields()
                  .forEach((name, value) -> fields.put(name, BookingItem.toValue(value)));
              item.value("customFields", AttributeValue.fromM(fields));
            });
    return item.build();
  }

  private static Item toItem(Occurrence occurrence) {
    Item.Builder item = Item.builder().number("a", occurrence.asked().getEpochSecond());
    occurrence
        .start()
        .filter(start -> !start.equals(occurrence.asked()))
        .ifPresent(start -> item.number("s", start.getEpochSecond()));
    if (occurrence.start().isEmpty()) {
      item.texts("w", occurrence.skipped());
    }
    return item.build();
  }

  private static Series fromItem(Item item) {
    return new Series(
        new SeriesId(item.text("id")),
        State.valueOf(item.text(SeriesHolds.STATE)),
        Instant.ofEpochSecond(item.number(SeriesHolds.UNTIL)),
        new ServiceId(item.text("serviceId")),
        item.optionalText("clientId").map(PersonId::new),
        new ChangedBy(
            BookingSource.valueOf(item.text("source")),
            item.optionalText("by").map(PersonId::new),
            item.optionalText("byKey").map(ApiKeyId::new)),
        item.items("occurrences").stream().map(SeriesStore::occurrence).toList(),
        item.flag("said") ? Optional.of(said(item)) : Optional.empty(),
        item.instant("requests"),
        item.flag("allWait"),
        item.text("hash"),
        item.instant("createdAt"),
        item.optionalText(CHANGE).map(SeriesId::new));
  }

  private static Item toItem(SeriesChange change) {
    Item.Builder item =
        Item.builder()
            .text(OF, change.series().value())
            .text("id", change.id().value())
            .text("act", change.act().name())
            .text("source", change.by().source().name())
            .text("by", change.by().member().map(PersonId::value).orElse(null))
            .text("byKey", change.by().key().map(ApiKeyId::value).orElse(null))
            .text("reason", change.reason().orElse(null))
            .text(SeriesHolds.STATE, change.state().name())
            .number(SeriesHolds.UNTIL, change.until().getEpochSecond())
            .text("numbers", numbers(change));
    change
        .moves()
        .ifPresent(
            moves ->
                item.flag("ofSeries", moves.ofSeries())
                    .instant("requests", moves.requests())
                    .items(
                        "targets",
                        moves.targets().entrySet().stream()
                            .map(target -> toItem(target.getKey(), target.getValue()))
                            .toList()));
    return item.build();
  }

  private static String numbers(SeriesChange change) {
    return change.numbers().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Item toItem(int number, Target target) {
    return Item.builder()
        .number("n", number)
        .number("a", target.asked().getEpochSecond())
        .number("f", target.from().start().getEpochSecond())
        .number("u", target.from().end().getEpochSecond())
        .items("h", target.had().stream().map(TakenTime::toItem).toList())
        .number("s", target.time().start().getEpochSecond())
        .number("e", target.time().end().getEpochSecond())
        .texts("r", target.resourceIds().stream().map(ResourceId::value).toList())
        .texts("m", target.names())
        .items("taken", target.taken().stream().map(TakenTime::toItem).toList())
        .text("p", target.price().map(price -> price.amount().toPlainString()).orElse(null))
        .text("c", target.price().map(price -> price.currency().getCurrencyCode()).orElse(null))
        .flag("w", target.waits())
        .build();
  }

  private static Target target(Item item) {
    return new Target(
        Instant.ofEpochSecond(item.number("a")),
        new Interval(
            Instant.ofEpochSecond(item.number("f")), Instant.ofEpochSecond(item.number("u"))),
        item.items("h").stream().map(TakenTime::from).toList(),
        new Interval(
            Instant.ofEpochSecond(item.number("s")), Instant.ofEpochSecond(item.number("e"))),
        item.texts("r").stream().map(ResourceId::new).toList(),
        item.texts("m"),
        TakenTime.of(item),
        item.optionalText("p").map(amount -> Money.of(amount, item.text("c"))),
        item.flag("w"));
  }

  private static Moves moves(Item item) {
    Map<Integer, Target> targets = new LinkedHashMap<>();
    item.items("targets").forEach(one -> targets.put(one.integer("n"), target(one)));
    return new Moves(item.flag("ofSeries"), item.instant("requests"), targets);
  }

  private static SeriesChange change(Item item) {
    return new SeriesChange(
        new SeriesId(item.text("id")),
        new SeriesId(item.text(OF)),
        Act.valueOf(item.text("act")),
        State.valueOf(item.text(SeriesHolds.STATE)),
        Instant.ofEpochSecond(item.number(SeriesHolds.UNTIL)),
        new ChangedBy(
            BookingSource.valueOf(item.text("source")),
            item.optionalText("by").map(PersonId::new),
            item.optionalText("byKey").map(ApiKeyId::new)),
        item.optionalText("reason"),
        Stream.of(item.text("numbers").split(" ")).map(Integer::valueOf).toList(),
        item.has("targets") ? Optional.of(moves(item)) : Optional.empty());
  }

  private static Said said(Item item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    item.item("customFields")
        .attributes()
        .forEach((name, value) -> fields.put(name, BookingItem.fromValue(value)));
    return new Said(
        item.optionalText("notes"),
        fields,
        new NamedPeople(
            item.optionalItem("attendee").map(BookingItem::attendee),
            item.optionalItem("givenClient").map(BookingItem::givenClient)));
  }

  private static Occurrence occurrence(Item item) {
    Instant asked = Instant.ofEpochSecond(item.number("a"));
    boolean skipped = item.has("w");
    return new Occurrence(
        asked,
        skipped
            ? Optional.empty()
            : Optional.of(item.optionalNumber("s").map(Instant::ofEpochSecond).orElse(asked)),
        skipped ? item.texts("w") : List.of());
  }
}

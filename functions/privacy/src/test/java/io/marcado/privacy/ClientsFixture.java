package io.marcado.privacy;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.bookings.MessageLedger;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.micronaut.context.ApplicationContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The beans of this capability as functions get them, on DynamoDB Local behind a wire that can be
 * cut, and a business of each test's own with people of whom everything is kept that can be.
 */
final class ClientsFixture implements AutoCloseable {
  private static final ResourceId CHAIR = new ResourceId("chair");
  static final Instant NINE = Instant.parse("2026-11-23T12:00:00Z");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Ids ids = new Ids(new SecureRandom());
  private final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          new SecureRandom());
  private final BookingStore bookings = BookingStore.of(table, ids, () -> this.now);
  private final MessageLedger messages = new MessageLedger(table, ids, () -> this.now);
  private final ApplicationContext context;
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

  /** Functions that reach their table directly. */
  ClientsFixture() {
    this(Map.of());
  }

  /** Functions that reach their table by a wire. */
  ClientsFixture(Wire wire) {
    this(Map.of("AWS_ENDPOINT_URL_DYNAMODB", wire.address().toString()));
  }

  private ClientsFixture(Map<String, String> own) {
    Map<String, String> variables = new HashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    variables.putAll(own);
    context =
        ScopedValue.where(FunctionHost.CURRENT, DynamoDbLocal.shared().host(variables, () -> now))
            .call(() -> new FunctionContext().start());
  }

  /** Somebody of whom much is kept. */
  record Kept(
      TenantId tenant, PersonId id, PhoneNumber phone, String email, List<String> bookingIds) {
    static final String NAME = "Ana Segredo";
    static final String NOTE = "alérgica a nozes";
    static final String CHILD = "Leozinho";
    static final String REASON = "está doente";
    static final String DEVICE = "telefone-da-ana";

    /** All that must be nowhere any more. */
    List<String> secrets() {
      return List.of(NAME, phone.e164(), email, NOTE, CHILD, REASON, DEVICE, "argon", "sealed-app");
    }
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Table table() {
    return table;
  }

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  TenantId tenant() {
    return new TenantId(ids.next());
  }

  /** A client with two bookings, messages, sessions, an authenticator app and a history. */
  Kept client(TenantId tenant) {
    int number = NUMBER.incrementAndGet();
    PhoneNumber phone =
        PhoneNumber.parse("+5511%09d".formatted(930_000_000 + number)).orElseThrow();
    String email = "ana-%d@example.com".formatted(number);
    ClientRecord record =
        bean(ClientRecords.class)
            .findOrPrepare(tenant, new ClientDraft(Kept.NAME, phone, Optional.of(email)), now);
    PersonId id = record.clientId();
    List<Write> writes = new ArrayList<>(record.writes());
    writes.add(Write.create(PersonAccess.key(tenant, id), PersonAccess.of(Role.CLIENT).toItem()));
    writes.add(
        Write.create(
            ItemKey.of(tenant, "EMAIL#" + email, "CLAIM"),
            Item.builder().text("userId", id.value()).build()));
    writes.add(
        Write.create(
            person(tenant, id, "CREDENTIALS"),
            Item.builder()
                .text("id", ids.next())
                .text("hash", "$argon")
                .flag("verified", true)
                .text("name", Kept.NAME)
                .instant("at", now)
                .build()));
    writes.add(
        Write.create(
            person(tenant, id, "TOTP"),
            Item.builder()
                .text("id", ids.next())
                .text("sealed", "sealed-app")
                .number("lastStep", 1)
                .build()));
    for (int session = 1; session <= 2; session++) {
      writes.add(
          Write.create(
              person(tenant, id, "SESSION#s" + session),
              Item.builder()
                  .text("userId", id.value())
                  .number("uv", 1)
                  .instant("createdAt", now)
                  .instant("lastUsedAt", now)
                  .text("userAgent", Kept.DEVICE)
                  .instant("until", now.plus(Duration.ofDays(30)))
                  .build()));
    }
    writes.add(
        bean(SecurityEvents.class)
            .record(
                tenant,
                SecurityEvent.own(
                    SecurityEvent.Type.LOGIN_SUCCEEDED, id.value(), "203.0.113.7", now)));
    write(tenant, writes);
    String coming = book(tenant, id, NINE.plus(Duration.ofHours(number)), Kept.NOTE);
    String cancelled = book(tenant, id, NINE.minus(Duration.ofHours(number)), Kept.NOTE);
    bookings.change(
        tenant,
        new BookingId(cancelled),
        _ -> true,
        Optional.empty(),
        present ->
            present.cancelled(Optional.of(Kept.REASON)).map(BookingStore.Replacement::takingNoTime),
        now);
    tell(tenant, coming);
    tell(tenant, cancelled);
    return new Kept(tenant, id, phone, email, List.of(coming, cancelled));
  }

  /** Makes somebody the only owner of its business. */
  void makeOwner(Kept kept) {
    write(kept.tenant(), List.of(Write.delete(PersonAccess.key(kept.tenant(), kept.id()))));
    write(kept.tenant(), Team.found(kept.tenant(), kept.id()));
  }

  /** A booking with a note; its id. */
  String book(TenantId tenant, PersonId clientId, Instant start, String note) {
    Interval time = Interval.ofMinutes(start, 60);
    Booking booking =
        new Booking(
            new BookingId(ids.nextLong()),
            BookingStatus.CONFIRMED,
            new ServiceId("cut"),
            List.of(CHAIR),
            Optional.of(clientId),
            time,
            Optional.empty(),
            Optional.empty(),
            Booking.oneSeatOf(List.of(CHAIR), time),
            Optional.of(Money.of("50.00", "BRL")),
            BookingSource.CLIENT,
            Optional.of(note),
            Map.of("child", Kept.CHILD),
            NamedPeople.NOBODY,
            Optional.empty(),
            "hash",
            Optional.empty(),
            "",
            1,
            now,
            now,
            now,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    bookings.create(tenant, booking, _ -> 100, List.of(), false);
    return booking.id().value();
  }

  Booking booking(TenantId tenant, String bookingId) {
    return bookings.find(tenant, new BookingId(bookingId)).orElseThrow();
  }

  /** All that is kept of a business, as text. */
  String everything(TenantId tenant) {
    StringBuilder text = new StringBuilder();
    DynamoDbLocal.shared()
        .client()
        .scanPaginator(request -> request.tableName(DynamoDbLocal.shared().tableName()))
        .items()
        .forEach(
            item -> {
              if (item.toString().contains(tenant.value())) {
                text.append(item).append('\n');
              }
            });
    return text.toString();
  }

  private void tell(TenantId tenant, String bookingId) {
    BookingMessage message =
        BookingMessage.about(BookingEvent.of(tenant, booking(tenant, bookingId).image(), null))
            .orElseThrow();
    messages.sent(
        (MessageLedger.Lease) messages.claim(message),
        booking(tenant, bookingId).clientId().orElseThrow().value(),
        Channel.SMS,
        "pt/any",
        Optional.of("Ate logo"));
  }

  private void write(TenantId tenant, List<Write> writes) {
    if (!(table.of(tenant).transact(writes) instanceof Outcome.Written)) {
      throw new IllegalStateException("the test's own data was refused");
    }
  }

  private static ItemKey person(TenantId tenant, PersonId id, String sort) {
    return ItemKey.of(tenant, "PERSON#" + id.value(), sort);
  }

  @Override
  public void close() {
    context.close();
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.Patch;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.ServiceId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.PhoneProof;
import io.marcado.identity.published.deliveries.AccountDeliveries;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.platform.tenant.SettingsItem;
import io.marcado.platform.tenant.SettingsReader;
import io.micronaut.context.ApplicationContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A business, in São Paulo unless said otherwise, in a real table, with the beans of this
 * capability as functions get them: two chairs do haircuts of an hour, from nine to six, and
 * clients may cancel until a day before.
 */
public final class Salon implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** A Monday, nine o'clock in São Paulo. */
  public static final Instant NINE = Instant.parse("2026-11-23T12:00:00Z");

  static final int MOST_OF_VISITORS = 4;

  public final TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
  final BookingCreation creation;
  final BookingUpdates updates;
  private final ApplicationContext context;
  private volatile Instant now = NOW;

  Salon() {
    this("public-bookings-of-address=" + MOST_OF_VISITORS);
  }

  /**
   * @param limits changes of the limits of a deployment
   */
  public Salon(String limits) {
    this(limits, "America/Sao_Paulo");
  }

  public static Salon in(String zone) {
    return new Salon("public-bookings-of-address=" + MOST_OF_VISITORS, zone);
  }

  private Salon(String limits, String zone) {
    Map<String, String> variables = new HashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "5");
    variables.put("ALLOWED_COUNTRIES", "BR,PT");
    variables.put("LIMITS", limits);
    variables.put("CODES_PER_TENANT_PER_DAY", "FREE=1000");
    context =
        ScopedValue.where(FunctionHost.CURRENT, DynamoDbLocal.shared().host(variables, () -> now))
            .call(() -> new FunctionContext().start());
    creation = context.getBean(BookingCreation.class);
    updates = context.getBean(BookingUpdates.class);
    store(Business.open(zone, "09:00-18:00").settings());
    for (String chair : List.of("one", "two")) {
      seats(chair, 1);
    }
    write(service("cut"));
  }

  /** From here on so many can have a chair at the same time. */
  void seats(String chair, int capacity) {
    write(
        entry("RESOURCE", chair)
            .text("kind", "SPACE")
            .number("capacity", capacity)
            .value("attributes", map())
            .value("overrides", map()));
  }

  private Item.Builder service(String id) {
    return entry("SERVICE", id)
        .number("durationMinutes", 60)
        .number("bufferBeforeMinutes", 0)
        .number("bufferAfterMinutes", 0)
        .texts("resourceIds", List.of("one", "two"))
        .items("alsoNeeds", List.of())
        .value("customFields", map());
  }

  /** From here on a haircut costs so many euros; before, it has no price. */
  void price(String amount) {
    write(
        service("cut")
            .item("price", Item.builder().text("amount", amount).text("currency", "EUR").build()));
    var _ = bean(CatalogReader.class).freshServiceWithResources(tenant, new ServiceId("cut"));
  }

  /** From here on so many minutes after a haircut must be free too. */
  void bufferAfter(int minutes) {
    write(service("cut").number("bufferAfterMinutes", minutes));
    var _ = bean(CatalogReader.class).freshServiceWithResources(tenant, new ServiceId("cut"));
  }

  /** From here on there is another service of an hour, by either chair. */
  ServiceId beard() {
    write(service("beard"));
    return new ServiceId("beard");
  }

  /** From here on there is a massage of 60, 30 or 90 minutes too, with ten minutes after it. */
  ServiceId massage() {
    write(
        service("massage")
            .number("bufferAfterMinutes", 10)
            .items(
                "durations",
                Stream.of(60, 30, 90)
                    .map(minutes -> Item.builder().number("minutes", minutes).build())
                    .toList()));
    return new ServiceId("massage");
  }

  /** From here on there is a class too. */
  ServiceId yoga() {
    return yoga(0, 0);
  }

  /** The same, with so many minutes before and after each session that must be free too. */
  ServiceId yoga(int before, int after) {
    write(
        service("yoga")
            .text("kind", "CLASS")
            .number("bufferBeforeMinutes", before)
            .number("bufferAfterMinutes", after));
    return new ServiceId("yoga");
  }

  /** The same, at so many euros for each seat. */
  ServiceId yoga(String amount) {
    write(
        service("yoga")
            .text("kind", "CLASS")
            .item("price", Item.builder().text("amount", amount).text("currency", "EUR").build()));
    var _ = bean(CatalogReader.class).freshServiceWithResources(tenant, new ServiceId("yoga"));
    return new ServiceId("yoga");
  }

  /** Lets the clock of all beans stand there. */
  void clock(Instant time) {
    now = time;
  }

  /** Offers a class of half an hour, by either chair. */
  void offerClass(ServiceId id) {
    write(
        entry("SERVICE", id.value())
            .text("kind", "CLASS")
            .number("durationMinutes", 30)
            .number("bufferBeforeMinutes", 0)
            .number("bufferAfterMinutes", 0)
            .texts("resourceIds", List.of("one", "two"))
            .items("alsoNeeds", List.of())
            .value("customFields", map()));
  }

  /** A bean as functions get it. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A session of a class by the first chair. */
  ClassSession session(ServiceId service, Instant start, int seats) {
    return session(service, start, seats, new Patch.Keep<>());
  }

  /** The same with a minimum. */
  ClassSession session(ServiceId service, Instant start, int seats, Patch<MinimumSeats> minimum) {
    return bean(ClassSessions.class)
        .create(
            automation(),
            new SessionsRequest(
                service,
                new SessionsRequest.When.Once(start.atOffset(ZoneOffset.UTC)),
                Optional.empty(),
                seats,
                minimum,
                List.of(new ResourceId("one")),
                false,
                false,
                Optional.empty()),
            NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .made()
        .getFirst()
        .session();
  }

  /** A request for seats of a session. */
  static SessionRequest seats(ClassSession session, int seats) {
    return new SessionRequest(
        ClassPlace.of(session.id(), seats, List.of()),
        slot ->
            new BookingRequest(
                slot,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Set.of(),
                Optional.empty()));
  }

  /** As if it had never been made: its time is free, and nothing is at its key. */
  void forget(Booking booking) {
    updates
        .cancel(automation(), booking.id(), Optional.empty(), Optional.empty(), NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    table().write(Write.delete(UpcomingBookings.key(tenant, booking.id())));
  }

  /** Takes time of a chair for a booking that is not written yet. */
  public void take(BookingId bookingId, ResourceId chair, Interval time) {
    LedgerEntry entry =
        bean(DayLedger.class)
            .entry(tenant, List.of(), Booking.oneSeatOf(List.of(chair), time), _ -> 1);
    if (!(bean(RowNotes.class).take(tenant, entry, bookingId, bean(Ids.class)::next)
        instanceof RowNotes.Taking.Taken)) {
      throw new IllegalStateException("the chair is taken");
    }
  }

  /** Marcado itself, as a series or an import acts. */
  public Actor automation() {
    return new Actor.Automation(tenant, "series");
  }

  Actor client(String id) {
    return new Actor.Person(
        tenant, new PersonId(id), Role.CLIENT, new SessionId("session"), "192.0.2.1");
  }

  Actor visitor(String address) {
    return new Actor.Visitor(tenant, address);
  }

  /** The answer to a code that goes to a phone. */
  PhoneProof proof(PhoneNumber phone) {
    table().write(Write.put(PlanReader.key(tenant), Item.builder().text("plan", "FREE").build()));
    String challengeId =
        bean(BookingProofs.class)
            .ask(new Actor.Visitor(tenant, "192.0.2.9"), phone, NOW)
            .orElseThrow(wait -> new IllegalStateException(wait.toString()))
            .challengeId();
    String code =
        bean(AccountDeliveries.class)
            .prepare(tenant, ItemKey.of(tenant, "CHALLENGE#" + challengeId, "CHALLENGE"), NOW)
            .orElseThrow()
            .secret()
            .orElseThrow();
    return new PhoneProof(challengeId, code);
  }

  /** Replaces the settings, as functions find them once their copy is too old. */
  void store(OrganizationSettings settings) {
    table().write(Write.put(SettingsItem.key(tenant), SettingsItem.toItem(settings)));
    bean(SettingsReader.class).fresh(tenant);
  }

  /** A request for an hour with the first chair, without a client. */
  public static BookingRequest request(Instant start) {
    return new BookingRequest(
        new SlotRequest(
            new ServiceId("cut"),
            Optional.of(new ResourceId("one")),
            start.atOffset(ZoneOffset.ofHours(-3)),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  static BookingRequest withKey(BookingRequest request, String key) {
    return with(request, request.client(), request.ignored(), Optional.of(key), request.proof());
  }

  public static BookingRequest withClient(BookingRequest request, Whom.Named client) {
    return with(
        request, Optional.of(client), request.ignored(), request.idempotencyKey(), request.proof());
  }

  static BookingRequest withProof(BookingRequest request, PhoneProof proof) {
    return with(
        request, request.client(), request.ignored(), request.idempotencyKey(), Optional.of(proof));
  }

  static BookingRequest ignoring(BookingRequest request, Set<SchedulingRule> rules) {
    return with(request, request.client(), rules, request.idempotencyKey(), request.proof());
  }

  private static BookingRequest with(
      BookingRequest request,
      Optional<Whom.Named> client,
      Set<SchedulingRule> ignored,
      Optional<String> key,
      Optional<PhoneProof> proof) {
    return new BookingRequest(
        request.slot(),
        request.clientId(),
        client,
        request.attendee(),
        request.notes(),
        request.customFields(),
        ignored,
        key,
        proof);
  }

  @Override
  public void close() {
    context.close();
  }

  private TableView table() {
    return context.getBean(Table.class).of(tenant);
  }

  private Item.Builder entry(String type, String id) {
    return Item.builder()
        .text("type", type)
        .text("id", id)
        .text("name", id)
        .flag("active", true)
        .text("requestHash", "hash")
        .number("version", 1)
        .instant("createdAt", NOW)
        .instant("updatedAt", NOW);
  }

  private void write(Item.Builder entry) {
    Item item = entry.build();
    table()
        .write(
            Write.put(
                ItemKey.of(tenant, "CATALOG", item.text("type") + "#" + item.text("id")), item));
  }

  private static AttributeValue map() {
    return AttributeValue.fromM(Map.of());
  }
}

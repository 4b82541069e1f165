package io.marcado.local.app.meter;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.CancelBookingHandler;
import io.marcado.bookings.ConfirmBookingHandler;
import io.marcado.bookings.CreateBookingHandler;
import io.marcado.bookings.CreateHoldHandler;
import io.marcado.bookings.CreatePublicBookingHandler;
import io.marcado.bookings.ExplainAvailabilityHandler;
import io.marcado.bookings.FindVisitTimesHandler;
import io.marcado.bookings.GetServiceAvailabilityHandler;
import io.marcado.bookings.PatchBookingHandler;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import io.marcado.platform.http.HttpEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the steps of a booking cost, measured: the real functions, called one by one in this thread
 * with their configuration cached, against the tables of a local stack.
 */
public final class BookingCosts {
  private static final String PASSWORD = "tesoura-e-navalha";

  static final String MONTH = "availability: a month of one resource, each day full nine hours";
  static final String TEN_FIRST = "availability: a week of ten, first look of an instance";
  static final String TEN_WEEK = "availability: a week of ten, half full";
  static final String TEN_MONTH = "availability: a month of ten, half full";
  static final String DAYS = "create: three days of one";
  static final String BY_WEIGHT = "create: any resource of two, by weight";
  static final String BY_LAST_TIME = "create: any resource of two, by last time";
  static final String EXPLAIN = "explain: one of ten, for a visitor";
  static final String EXPLAIN_STAFF = "explain: one of ten, all taken, for staff";

  /** A minute of waiting. */
  private static final int MOST_TRIES = 600;

  private final LocalStack stack;
  private final Business business;
  private final ApiClient owner;
  private final String ownerToken;
  private String clientToken;
  private final String clientPhone;
  private final String clientId;
  private final String ana;
  private final String bruno;
  private final String half;
  private final String hour;
  private final String either;
  private final String both;
  private final LocalDate monday;
  private final FunctionCalls functions;
  private final Map<String, Metered<JsonNode>> measured = new LinkedHashMap<>();

  private BookingCosts(LocalStack stack, String slug, String ownerPhone, String clientPhone) {
    this.stack = stack;
    this.clientPhone = clientPhone;
    ApiClient origin = ApiClient.of(stack.origin().toString());
    business =
        Business.signUp(
            origin,
            slug,
            "Medida",
            new Business.Owner("Zé", ownerPhone, "ze@example.com", PASSWORD));
    ownerToken = business.tokens(ownerPhone, PASSWORD).path("accessToken").asText();
    owner = business.visitor().as(ownerToken);
    functions = new FunctionCalls(stack, business.tenantId());
    owner
        .patch(
            "/settings",
            Map.of(
                "businessHours",
                List.of(DayOfWeek.values()).stream()
                    .map(day -> Map.of("day", day.name(), "opens", "09:00", "closes", "24:00"))
                    .toList()))
        .expect(200);
    ana = business.resource(owner, "Ana", "PERSON");
    bruno = business.resource(owner, "Bruno", "PERSON");
    String room = business.resource(owner, "Sala", "SPACE");
    half = business.service(owner, "Metade do dia", 240, "50.00", List.of(ana));
    hour = business.service(owner, "Hora", 60, "50.00", List.of(ana));
    either = business.service(owner, "Qualquer um", 60, "50.00", List.of(ana, bruno));
    both =
        owner
            .post(
                "/services",
                Map.of(
                    "name",
                    "Com sala",
                    "durationMinutes",
                    60,
                    "resourceIds",
                    List.of(ana),
                    "alsoNeeds",
                    List.of(Map.of("resourceIds", List.of(room)))))
            .expect(201)
            .path("serviceId")
            .asText();
    business
        .visitor()
        .post("/auth/register", Map.of("name", "Lia", "phone", clientPhone, "password", PASSWORD))
        .expect(201);
    clientToken = business.tokens(clientPhone, PASSWORD).path("accessToken").asText();
    clientId = claim(clientToken, "sub");
    monday =
        new LocalTimeline(Zone.of("America/Sao_Paulo"))
            .dateOf(stack.clock().instant())
            .plusDays(3)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
  }

  /**
   * Measures each step once, for a business of its own.
   *
   * @param slug a free one
   * @param ownerPhone not used by anybody
   * @param clientPhone not used by anybody, nor the three numbers after it
   * @return by the step's name, in the order of a table
   */
  public static Map<String, Metered<JsonNode>> measure(
      LocalStack stack, String slug, String ownerPhone, String clientPhone) {
    BookingCosts costs = new BookingCosts(stack, slug, ownerPhone, clientPhone);
    costs.all();
    return costs.measured;
  }

  /**
   * The calls that a step makes in a warm function. Free times read the configuration each time.
   *
   * @param step its name
   */
  public static List<MeteredCall> calls(String step, Metered<?> metered) {
    return step.startsWith("availability") || step.startsWith("explain")
        ? metered.calls()
        : metered.own();
  }

  /** The measurements as a table in Markdown. */
  public static String table(Map<String, Metered<JsonNode>> measured) {
    StringBuilder table =
        new StringBuilder(
            "| step | calls | RCU | WCU | index entries | index WCU |\n|---|---|---|---|---|---|\n");
    measured.forEach(
        (step, metered) -> {
          List<MeteredCall> calls = calls(step, metered);
          table.append(
              "| %s | %s | %s | %s | %d | %s |%n"
                  .formatted(
                      step,
                      String.join(
                          ", ",
                          calls.stream()
                              .map(call -> call.operation() + " (" + call.items().size() + ")")
                              .toList()),
                      number(calls.stream().mapToDouble(MeteredCall::readUnits).sum()),
                      number(calls.stream().mapToDouble(MeteredCall::writeUnits).sum()),
                      calls.stream().mapToInt(MeteredCall::indexEntries).sum(),
                      number(calls.stream().mapToDouble(MeteredCall::indexWriteUnits).sum())));
        });
    return table.toString();
  }

  private void all() {
    // The first calls of each function fill its cache.
    book(clientToken, half, at(-1, "09:00"));
    book(clientToken, hour, at(-1, "14:00"));
    book(clientToken, either, at(-1, "15:00"));
    book(clientToken, both, at(-1, "16:00"));
    bookPublicly(hour, at(-1, "17:00"), clientPhone);
    JsonNode warm = bookForClient(hour, at(-1, "18:00"));
    warm = move(warm.path("bookingId").asText(), 1, Map.of("start", at(-1, "19:00")));
    cancel(warm);

    JsonNode first =
        step("create: client, named resource", () -> book(clientToken, hour, at(0, "09:00")));
    book(clientToken, half, at(1, "09:00"));
    book(clientToken, half, at(1, "13:00"));
    step("create: the same, its day otherwise full", () -> book(clientToken, hour, at(1, "17:00")));
    step("create: over UTC midnight", () -> book(clientToken, hour, at(0, "20:30")));
    step("create: person and room", () -> book(clientToken, both, at(0, "11:00")));
    String boat = business.resource(owner, "Barco", "EQUIPMENT");
    String hire = hire(boat);
    book(clientToken, hire, boat, at(-3, "09:00"));
    step(DAYS, () -> book(clientToken, hire, boat, at(7, "09:00")));
    step("create: any resource of two", () -> bookAny(at(0, "13:00")));
    String weighed =
        shared(
            Map.of("rule", "WEIGHT", "weights", List.of(Map.of("resourceId", ana, "weight", 2))));
    String known = shared(Map.of("rule", "LAST_TIME"));
    bookAny(weighed, at(1, "18:00"));
    bookAny(known, at(1, "19:00"));
    step(BY_WEIGHT, () -> bookAny(weighed, at(1, "20:00")));
    step(BY_LAST_TIME, () -> bookAny(known, at(1, "19:00")));
    step("create: public, client known", () -> bookPublicly(hour, at(0, "14:00"), clientPhone));
    step("create: public, client new", () -> bookPublicly(hour, at(0, "15:00"), next(clientPhone)));
    step("create: staff, for a client", () -> bookForClient(hour, at(0, "16:00")));
    // Each is booked: the note of what is held stays in its row.
    bookHeld(clientToken, hold(clientToken, both, at(-2, "09:00")));
    bookHeld(clientToken, hold(clientToken, hour, at(-2, "11:00")));
    JsonNode held =
        step("hold: client, named resource", () -> hold(clientToken, hour, at(5, "09:00")));
    step("book what is held", () -> bookHeld(clientToken, held));
    JsonNode heldBoth =
        step("hold: person and room", () -> hold(clientToken, both, at(5, "11:00")));
    step("book what is held: person and room", () -> bookHeld(clientToken, heldBoth));
    visits();
    String id = first.path("bookingId").asText();
    JsonNode moved =
        step("move within the day", () -> move(id, 1, Map.of("start", at(0, "10:00"))));
    step("move to another day", () -> move(id, 2, Map.of("start", at(2, "10:00"))));
    step("edit the note", () -> move(id, 3, Map.of("notes", "sem pressa")));
    step("cancel", () -> cancel(moved));
    String other = newcomer(next(next(clientPhone)));
    // Somebody without bookings, whose first guess of a place is right.
    String holder = newcomer(next(next(next(clientPhone))));
    functions.restart("");
    // The first calls of the new handlers.
    bookForClient(hour, at(-1, "20:00"));
    move(bookForClient(hour, at(-1, "21:00")).path("bookingId").asText(), 1, Map.of("notes", "x"));
    cancel(bookForClient(hour, at(-1, "22:00")));
    JsonNode limited =
        step("create: client, within its limits", () -> book(other, hour, at(4, "09:00")));
    String limitedId = limited.path("bookingId").asText();
    clientToken = other;
    JsonNode movedWithin =
        step(
            "move within the day, within its limits",
            () -> move(limitedId, 1, Map.of("start", at(4, "10:00"))));
    step("cancel, within its limits", () -> cancel(movedWithin));
    // The first calls of the new handlers.
    bookHeld(clientToken, hold(clientToken, hour, at(6, "09:00")));
    JsonNode heldWithin =
        step("hold: client, within its limits", () -> hold(holder, hour, at(6, "11:00")));
    step("book what is held, within its limits", () -> bookHeld(holder, heldWithin));
    functions.restart(FunctionCalls.NO_LIMITS);
    owner.patch("/settings", Map.of("approval", "MANUAL")).expect(200);
    book(clientToken, hour, at(3, "09:00"));
    JsonNode pending =
        step("create: client, waits for approval", () -> book(clientToken, hour, at(3, "10:00")));
    step("confirm", () -> confirm(pending));
    owner.patch("/settings", Map.of("approval", "AUTOMATIC")).expect(200);
    functions.restart(FunctionCalls.NO_LIMITS);

    LocalDate start = monday.plusDays(7);
    for (LocalDate day = start; day.isBefore(start.plusDays(31)); day = day.plusDays(1)) {
      String date = day.toString();
      book(clientToken, half, date + "T09:00:00-03:00");
      book(clientToken, half, date + "T13:00:00-03:00");
      book(clientToken, hour, date + "T17:00:00-03:00");
    }
    awaitNoNotes(List.of(ana));
    available(hour, start, 31);
    step(MONTH, () -> available(hour, start, 31));
    List<String> ten =
        IntStream.range(0, 10)
            .mapToObj(number -> business.resource(owner, "Cadeira " + number, "PERSON"))
            .toList();
    String any = business.service(owner, "Qualquer um de dez", 240, "50.00", ten);
    for (String chair : ten) {
      start
          .datesUntil(start.plusDays(31))
          .forEach(day -> book(clientToken, any, chair, day + "T09:00:00-03:00"));
    }
    awaitNoNotes(ten);
    step(TEN_FIRST, () -> available(any, start, 7));
    step(TEN_WEEK, () -> available(any, start, 7));
    step(TEN_MONTH, () -> available(any, start, 31));
    String morning = start.plusDays(10) + "T09:00:00-03:00";
    explain(ownerToken, any, morning);
    step(EXPLAIN, () -> explain("", any, morning));
    step(EXPLAIN_STAFF, () -> explain(ownerToken, any, morning));
  }

  /** Two parts: each by Ana, or the second one by anybody. */
  private void visits() {
    List<Map<String, Object>> ofOne = List.of(part(hour, ana), part(half, ana));
    List<Map<String, Object>> ofTwo = List.of(part(hour, ana), part(either, bruno));
    List<Map<String, Object>> ofAnybody = List.of(part(hour, ana), Map.of("serviceId", either));
    // The first calls fill the cache.
    bookVisit(ofTwo, at(-2, "13:00"));
    bookVisit(ofOne, at(-2, "16:00"));
    step("create: visit of two parts by one person", () -> bookVisit(ofOne, at(5, "13:00")));
    JsonNode visit =
        step("create: visit of two parts by two people", () -> bookVisit(ofTwo, at(6, "13:00")));
    step(
        "create: visit of two parts, the second by anybody",
        () -> bookVisit(ofAnybody, at(6, "15:00")));
    JsonNode held = step("hold: visit of two people", () -> holdVisit(ofTwo, at(6, "17:00")));
    step("book what is held: visit", () -> bookHeld(clientToken, held));
    String visitId = visit.path("bookingId").asText();
    JsonNode moved =
        step(
            "move a visit within the day", () -> move(visitId, 1, Map.of("start", at(6, "19:00"))));
    step("cancel a visit", () -> cancel(moved));
    visitTimes(ofAnybody, 7);
    step("availability: a visit, a week of two people", () -> visitTimes(ofAnybody, 7));
  }

  private static Map<String, Object> part(String service, String resource) {
    return Map.of("serviceId", service, "resourceId", resource);
  }

  private JsonNode bookVisit(List<Map<String, Object>> visit, String start) {
    return call(
        CreateBookingHandler.class,
        "POST /bookings",
        clientToken,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("visit", visit, "start", start));
  }

  private JsonNode holdVisit(List<Map<String, Object>> visit, String start) {
    return call(
        CreateHoldHandler.class,
        "POST /holds",
        clientToken,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("visit", visit, "start", start));
  }

  private JsonNode visitTimes(List<Map<String, Object>> visit, int days) {
    LocalDate from = monday.plusDays(7);
    return call(
        FindVisitTimesHandler.class,
        "POST /availability/visits",
        "",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("visit", visit, "from", from.toString(), "to", from.plusDays(days - 1).toString()));
  }

  /** Waits until the stream's consumer has removed the notes of what was booked: see ADR 29. */
  private void awaitNoNotes(List<String> resourceIds) {
    for (String resourceId : resourceIds) {
      for (int tries = 0; hasNote(resourceId); tries++) {
        if (tries == MOST_TRIES) {
          throw new IllegalStateException("notes stay in the rows of " + resourceId);
        }
        try {
          Thread.sleep(100);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private boolean hasNote(String resourceId) {
    String rows = "T#%s#DAY#%s".formatted(business.tenantId(), resourceId);
    return stack
        .table()
        .client()
        .query(
            request ->
                request
                    .tableName(stack.table().tableName())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(rows))))
        .items()
        .stream()
        .flatMap(row -> row.keySet().stream())
        .anyMatch(name -> name.startsWith("n"));
  }

  /** The token of another client. */
  private String newcomer(String phone) {
    business
        .visitor()
        .post("/auth/register", Map.of("name", "Rui", "phone", phone, "password", PASSWORD))
        .expect(201);
    return business.tokens(phone, PASSWORD).path("accessToken").asText();
  }

  private JsonNode step(String name, Supplier<JsonNode> task) {
    Metered<JsonNode> metered = CapacityMeter.measure(stack.table().client(), task);
    measured.put(name, metered);
    return metered.result();
  }

  /** A service of two people that shares its bookings by a rule. */
  private String hire(String boat) {
    return owner
        .post(
            "/services",
            Map.of("name", "Três dias", "durationMinutes", 3 * 1440, "resourceIds", List.of(boat)))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private String shared(Map<String, Object> assignment) {
    return owner
        .post(
            "/services",
            Map.of(
                "name",
                "Qualquer um, " + assignment.get("rule"),
                "durationMinutes",
                60,
                "resourceIds",
                List.of(ana, bruno),
                "assignment",
                assignment))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private JsonNode book(String token, String service, String start) {
    return book(token, service, ana, start);
  }

  private JsonNode book(String token, String service, String resource, String start) {
    return call(
        CreateBookingHandler.class,
        "POST /bookings",
        token,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("serviceId", service, "resourceId", resource, "start", start));
  }

  private JsonNode bookAny(String start) {
    return bookAny(either, start);
  }

  private JsonNode bookAny(String service, String start) {
    return call(
        CreateBookingHandler.class,
        "POST /bookings",
        clientToken,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("serviceId", service, "start", start));
  }

  private JsonNode bookForClient(String service, String start) {
    return call(
        CreateBookingHandler.class,
        "POST /bookings",
        ownerToken,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("serviceId", service, "resourceId", ana, "start", start, "clientId", clientId));
  }

  private JsonNode bookPublicly(String service, String start, String phone) {
    return call(
        CreatePublicBookingHandler.class,
        "POST /public/bookings",
        "",
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(
            "serviceId",
            service,
            "resourceId",
            ana,
            "start",
            start,
            "client",
            Map.of("name", "Lia", "phone", phone)));
  }

  private JsonNode hold(String token, String service, String start) {
    return call(
        CreateHoldHandler.class,
        "POST /holds",
        token,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("serviceId", service, "resourceId", ana, "start", start));
  }

  private JsonNode bookHeld(String token, JsonNode hold) {
    return call(
        CreateBookingHandler.class,
        "POST /bookings",
        token,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("holdId", hold.path("holdId").asText()));
  }

  private JsonNode move(String id, int version, Map<String, Object> change) {
    return call(
        PatchBookingHandler.class,
        "PATCH /bookings/{bookingId}",
        clientToken,
        Map.of("bookingId", id),
        Map.of(),
        Map.of("if-match", "\"" + version + "\""),
        change);
  }

  private JsonNode cancel(JsonNode booking) {
    return act(CancelBookingHandler.class, booking, "cancel", clientToken);
  }

  private JsonNode confirm(JsonNode booking) {
    return act(ConfirmBookingHandler.class, booking, "confirm", ownerToken);
  }

  private JsonNode act(
      Class<? extends HttpEndpoint> handler, JsonNode booking, String action, String token) {
    return call(
        handler,
        "POST /bookings/{bookingId}/" + action,
        token,
        Map.of("bookingId", booking.path("bookingId").asText()),
        Map.of(),
        Map.of(),
        Map.of());
  }

  private JsonNode available(String service, LocalDate from, int days) {
    return call(
        GetServiceAvailabilityHandler.class,
        "GET /services/{serviceId}/availability",
        "",
        Map.of("serviceId", service),
        Map.of("from", from.toString(), "to", from.plusDays(days - 1).toString()),
        Map.of(),
        Map.of());
  }

  private JsonNode explain(String token, String service, String start) {
    return call(
        ExplainAvailabilityHandler.class,
        "GET /availability/explain",
        token,
        Map.of(),
        Map.of("serviceId", service, "start", start),
        Map.of(),
        Map.of());
  }

  private JsonNode call(
      Class<? extends HttpEndpoint> type,
      String route,
      String token,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      Map<String, Object> body) {
    return functions.call(
        type.getSimpleName().replaceFirst("Handler$", ""),
        new FunctionCalls.Request(route, token, path, query, headers, body));
  }

  private String at(int day, String time) {
    return monday.plusDays(day) + "T" + time + ":00-03:00";
  }

  private static String next(String phone) {
    return "+" + (Long.parseLong(phone.substring(1)) + 1);
  }

  private static String claim(String token, String name) {
    String payload =
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    return FunctionCalls.parsed(payload).path(name).asText();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
  }
}

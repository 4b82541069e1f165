package io.marcado.local.app.meter;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import io.marcado.local.app.meter.FunctionCalls.Request;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What requests to a business cost at the table when much else is in it: the real functions, warm,
 * in this thread. The business is filled with copies of what it has.
 */
public final class GrowthCosts {
  private static final String PASSWORD = "tesoura-e-navalha";
  private static final int DAYS_OF_A_YEAR = 365;

  /** Of lists, so that a page is full from the start. */
  private static final String PAGE = "5";

  private final Business business;
  private final FunctionCalls functions;
  private final TableCopies copies;
  private final ApiClient owner;
  private final String ownerToken;
  private final String clientToken;
  private final String phone;
  private final String service;
  private final String resource;
  private final LocalDate day;
  private final Map<String, Cost> costs = new LinkedHashMap<>();
  private String booking = "";
  private String client = "";
  private int hour = 9;

  /** What there is much of. */
  public enum Much {
    NOTHING,
    SERVICES,
    RESOURCES,
    CLIENTS,
    /** Past ones, by many clients, over five years, before the days that a diary looks back. */
    BOOKINGS,
    /** Ahead, on the days that are asked for and later. */
    BOOKINGS_AHEAD,
    BUSINESSES
  }

  /**
   * What a request costs.
   *
   * @param requests to the table
   */
  public record Cost(int requests, double readUnits, double writeUnits) {}

  private GrowthCosts(LocalStack stack, String slug, String ownerPhone, String phone) {
    this.phone = phone;
    this.copies = new TableCopies(stack);
    business =
        Business.signUp(
            ApiClient.of(stack.origin().toString()),
            slug,
            "Crescida",
            new Business.Owner("Zé", ownerPhone, slug + "@example.com", PASSWORD));
    functions = new FunctionCalls(stack, business.tenantId());
    ownerToken = business.tokens(ownerPhone, PASSWORD).path("accessToken").asText();
    owner = business.visitor().as(ownerToken);
    business
        .visitor()
        .post("/auth/register", Map.of("name", "Lia", "phone", phone, "password", PASSWORD))
        .expect(201);
    clientToken = business.tokens(phone, PASSWORD).path("accessToken").asText();
    resource = business.resource(owner, "Ana", "PERSON");
    service = business.service(owner, "Corte", 60, "50.00", List.of(resource));
    day =
        new LocalTimeline(Zone.of("America/Sao_Paulo")).dateOf(stack.clock().instant()).plusDays(4);
    owner
        .patch(
            "/settings",
            Map.of(
                "businessHours",
                List.of(
                        "MONDAY",
                        "TUESDAY",
                        "WEDNESDAY",
                        "THURSDAY",
                        "FRIDAY",
                        "SATURDAY",
                        "SUNDAY")
                    .stream()
                    .map(name -> Map.of("day", name, "opens", "00:00", "closes", "24:00"))
                    .toList()))
        .expect(200);
  }

  /**
   * Measures each request once, for a business of its own.
   *
   * @param slug a free one
   * @param phone not used by anybody, nor the nine numbers after it
   * @param size how many there are of what there is much of
   * @return by the request's name, in the order of a table
   */
  public static Map<String, Cost> measure(
      LocalStack stack, String slug, String phone, Much much, int size) {
    GrowthCosts costs = new GrowthCosts(stack, slug, phone, next(phone, 1));
    costs.fill(Much.SERVICES, 10);
    costs.fill(Much.RESOURCES, 10);
    costs.begin();
    costs.fill(Much.CLIENTS, 10);
    costs.fill(Much.BOOKINGS, 10);
    costs.fill(much, size);
    // The first calls fill the caches of functions.
    costs.all();
    costs.all();
    return costs.costs;
  }

  private void begin() {
    booking = book("first").path("bookingId").asText();
    client = functions.call("GetMe", get("/users/me", clientToken)).path("userId").asText();
  }

  private void fill(Much much, int size) {
    String owned = "T#" + business.tenantId() + "#";
    switch (much) {
      case NOTHING -> {}
      case SERVICES -> copy(owned + "CATALOG", "SERVICE#" + service, service, size);
      case RESOURCES -> copy(owned + "CATALOG", "RESOURCE#" + resource, resource, size);
      case CLIENTS ->
          copies.write(
              copies.find(owned + "PERSON#" + client, ""),
              size,
              number -> Map.of(client, copies.id(), phone, next(phone, 1_000 + number)));
      case BOOKINGS ->
          copies.write(
              copies.find(owned + "BOOKING#" + booking, ""),
              size,
              number -> booking(day.minusDays(10 + number % (5 * DAYS_OF_A_YEAR))));
      case BOOKINGS_AHEAD ->
          copies.write(
              copies.find(owned + "BOOKING#" + booking, ""),
              size,
              number -> booking(day.plusDays(10 + number % DAYS_OF_A_YEAR)));
      case BUSINESSES ->
          copies.write(
              copies.find(owned + "TENANT", ""),
              size,
              _ -> Map.of(business.tenantId(), copies.id()));
    }
  }

  private void copy(String partition, String sort, String id, int size) {
    List<Map<String, AttributeValue>> items = copies.find(partition, sort);
    copies.write(items, size, _ -> Map.of(id, copies.id()));
  }

  /** Of another client, on another day. */
  private Map<String, String> booking(LocalDate date) {
    Map<String, String> replaced = new LinkedHashMap<>();
    replaced.put(booking, copies.id());
    replaced.put(client, copies.id());
    replaced.put(day.toString(), date.toString());
    return replaced;
  }

  private void all() {
    String week = day.plusDays(6).toString();
    Map<String, String> dates = Map.of("from", day.toString(), "to", week);
    Map<String, String> page = Map.of("limit", PAGE);
    measure("GetBusinessProfile", get("/profile", ""));
    measure("GetSettings", get("/settings", ownerToken));
    measure("ListServices", get("/services", "", page));
    measure("GetService", get("/services/{serviceId}", "", Map.of(), "serviceId", service));
    measure("ListResources", get("/resources", "", page));
    measure("GetResource", get("/resources/{resourceId}", "", Map.of(), "resourceId", resource));
    measure("ListCategories", get("/categories", "", page));
    measure(
        "GetServiceAvailability",
        get("/services/{serviceId}/availability", "", dates, "serviceId", service));
    measure(
        "GetResourceAvailability",
        get(
            "/resources/{resourceId}/availability",
            "",
            Map.of("from", day.toString(), "to", week, "serviceId", service),
            "resourceId",
            resource));
    measure("GetMe", get("/users/me", clientToken));
    measure("ListUsers", get("/users", ownerToken, page));
    measure("GetUser", get("/users/{userId}", ownerToken, Map.of(), "userId", client));
    measure("ListBookings, staff", "ListBookings", get("/bookings", ownerToken, page));
    measure("ListBookings, a client", "ListBookings", get("/bookings", clientToken, page));
    measure(
        "GetBooking", get("/bookings/{bookingId}", clientToken, Map.of(), "bookingId", booking));
    measure("GetCalendar, staff", "GetCalendar", get("/calendar", ownerToken, dates));
    measure(
        "GetCalendar, a client, of a resource",
        "GetCalendar",
        get(
            "/calendar",
            clientToken,
            Map.of("from", day.toString(), "to", week, "resourceId", resource)));
    measure("ListSecurityEvents", get("/security-events", ownerToken, page));
    measure("ListInvitations", get("/invitations", ownerToken, page));
    String made =
        measure("CreateBooking", booking(clientToken, "POST /bookings", Map.of()))
            .path("bookingId")
            .asText();
    measure(
        "PatchBooking",
        new Request(
            "PATCH /bookings/{bookingId}",
            clientToken,
            Map.of("bookingId", made),
            Map.of(),
            Map.of("if-match", "\"1\""),
            Map.of("start", start())));
    measure(
        "CancelBooking",
        new Request(
            "POST /bookings/{bookingId}/cancel",
            clientToken,
            Map.of("bookingId", made),
            Map.of(),
            Map.of(),
            Map.of()));
    measure(
        "CreatePublicBooking",
        booking(
            "",
            "POST /public/bookings",
            Map.of("client", Map.of("name", "Rui", "phone", next(phone, hour)))));
    String made2 =
        measure(
                "CreateService",
                post(
                    "POST /services",
                    Map.of(),
                    Map.of(
                        "name", "Barba", "durationMinutes", 30, "resourceIds", List.of(resource))))
            .path("serviceId")
            .asText();
    measure(
        "PatchService",
        post(
            "PATCH /services/{serviceId}",
            Map.of("serviceId", made2),
            Map.of("durationMinutes", 15 + 5 * hour)));
    measure(
        "DeleteService",
        post("DELETE /services/{serviceId}", Map.of("serviceId", made2), Map.of()));
    String chair =
        measure(
                "CreateResource",
                post("POST /resources", Map.of(), Map.of("name", "Sala", "kind", "SPACE")))
            .path("resourceId")
            .asText();
    measure(
        "PatchResource",
        post(
            "PATCH /resources/{resourceId}",
            Map.of("resourceId", chair),
            Map.of("name", "Sala " + hour)));
    measure(
        "PatchSettings",
        post("PATCH /settings", Map.of(), Map.of("slotIntervalMinutes", 5 * hour)));
  }

  private JsonNode book(String key) {
    return functions.call(
        "CreateBooking",
        new Request(
            "POST /bookings",
            clientToken,
            Map.of(),
            Map.of(),
            Map.of("idempotency-key", key),
            Map.of("serviceId", service, "resourceId", resource, "start", start())));
  }

  private Request booking(String token, String route, Map<String, Object> more) {
    Map<String, Object> draft = new LinkedHashMap<>(more);
    draft.put("serviceId", service);
    draft.put("resourceId", resource);
    draft.put("start", start());
    return new Request(route, token, Map.of(), Map.of(), Map.of(), draft);
  }

  /** The next free hour of the day. */
  private String start() {
    return day + "T%02d:00:00-03:00".formatted(hour++);
  }

  private Request post(String route, Map<String, String> path, Map<String, Object> body) {
    return new Request(route, ownerToken, path, Map.of(), Map.of(), body);
  }

  private static Request get(String path, String token) {
    return get(path, token, Map.of());
  }

  private static Request get(String path, String token, Map<String, String> query) {
    return new Request("GET " + path, token, Map.of(), query, Map.of(), Map.of());
  }

  private static Request get(
      String path, String token, Map<String, String> query, String name, String value) {
    return new Request("GET " + path, token, Map.of(name, value), query, Map.of(), Map.of());
  }

  private JsonNode measure(String function, Request request) {
    return measure(function, function, request);
  }

  private JsonNode measure(String name, String function, Request request) {
    Metered<JsonNode> metered =
        CapacityMeter.measure(copies.table(), () -> functions.call(function, request));
    costs.put(
        name,
        new Cost(
            metered.calls().size(),
            metered.readUnits(),
            metered.calls().stream()
                .mapToDouble(call -> call.writeUnits() + call.indexWriteUnits())
                .sum()));
    return metered.result();
  }

  private static String next(String phone, int by) {
    return "+" + (Long.parseLong(phone.substring(1)) + by);
  }
}

package io.marcado.local.app.meter;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a series of 52 bookings costs, measured as in {@link BookingCosts}. */
public final class SeriesCosts {
  /** Bookings of the measured series: a year, week by week. */
  public static final int COUNT = 52;

  static final String PLAN = "plan: one resource";
  static final String MAKE = "make: one resource, by staff for a known client";
  static final String READ = "read it";

  /** So many bookings show what a change costs for each, and beside. */
  static final int FEW = 4;

  static final String MOVE = "move four by two hours";
  static final String CANCEL = "cancel four";
  static final String PAIR = "make: person and room";

  private static final String PASSWORD = "tesoura-e-navalha";

  private final Business business;
  private final String token;
  private final FunctionCalls functions;
  private final LocalDate from;
  private final String ana;
  private final Map<String, Metered<JsonNode>> measured = new LinkedHashMap<>();
  private final LocalStack stack;

  private SeriesCosts(LocalStack stack, String slug, String ownerPhone) {
    this.stack = stack;
    ApiClient origin = ApiClient.of(stack.origin().toString());
    business =
        Business.signUp(
            origin,
            slug,
            "Medida",
            new Business.Owner("Zé", ownerPhone, "ze@example.com", PASSWORD));
    token = business.tokens(ownerPhone, PASSWORD).path("accessToken").asText();
    functions = new FunctionCalls(stack, business.tenantId());
    from =
        new LocalTimeline(Zone.of("America/Sao_Paulo")).dateOf(stack.clock().instant()).plusDays(3);
    ana = business.resource(owner(), "Ana", "PERSON");
  }

  /**
   * Measures each step once, for a business of its own.
   *
   * @param slug a free one
   * @param ownerPhone not used by anybody
   * @param clientPhone not used by anybody
   * @return by the step's name, in the order of a table
   */
  public static Map<String, Metered<JsonNode>> measure(
      LocalStack stack, String slug, String ownerPhone, String clientPhone) {
    SeriesCosts costs = new SeriesCosts(stack, slug, ownerPhone);
    costs.all(clientPhone);
    return costs.measured;
  }

  /** The measurements as a table in Markdown. */
  public static String table(Map<String, Metered<JsonNode>> measured) {
    StringBuilder table =
        new StringBuilder(
            "| series of 52 | calls | RCU | WCU | index entries | index WCU |\n|---|---|---|---|---|---|\n");
    measured.forEach(
        (step, metered) -> {
          List<MeteredCall> calls = metered.own();
          table.append(
              "| %s | %s | %.1f | %.0f | %d | %.0f |%n"
                  .formatted(
                      step,
                      calls(calls),
                      calls.stream().mapToDouble(MeteredCall::readUnits).sum(),
                      calls.stream().mapToDouble(MeteredCall::writeUnits).sum(),
                      calls.stream().mapToInt(MeteredCall::indexEntries).sum(),
                      calls.stream().mapToDouble(MeteredCall::indexWriteUnits).sum()));
        });
    return table.toString();
  }

  private static String calls(List<MeteredCall> calls) {
    Map<String, Integer> counted = new TreeMap<>();
    calls.forEach(call -> counted.merge(call.operation(), 1, Integer::sum));
    return String.join(
        ", ",
        counted.entrySet().stream().map(one -> one.getValue() + " × " + one.getKey()).toList());
  }

  private ApiClient owner() {
    return business.visitor().as(token);
  }

  private void all(String clientPhone) {
    String hour = business.service(owner(), "Hora", 60, "50.00", List.of(ana));
    String room = business.resource(owner(), "Sala", "SPACE");
    String bruno = business.resource(owner(), "Bruno", "PERSON");
    String both =
        owner()
            .post(
                "/services",
                Map.of(
                    "name",
                    "Com sala",
                    "durationMinutes",
                    60,
                    "resourceIds",
                    List.of(bruno),
                    "alsoNeeds",
                    List.of(Map.of("resourceIds", List.of(room)))))
            .expect(201)
            .path("serviceId")
            .asText();
    String client =
        make(hour, from + "T08:00:00-03:00", 1, Optional.empty(), clientPhone)
            .path("clientId")
            .asText();
    String at = from.plusDays(1) + "T10:00:00-03:00";
    JsonNode plan = step(PLAN, () -> plan(hour, at));
    JsonNode made =
        step(
            MAKE,
            () -> make(hour, at, COUNT, Optional.of(plan.path("planToken").asText()), client));
    step(READ, () -> read(made.path("seriesId").asText()));
    JsonNode few = make(hour, from.plusDays(2) + "T10:00:00-03:00", FEW, Optional.empty(), client);
    String id = few.path("seriesId").asText();
    step(
        MOVE,
        () ->
            change(
                "PatchSeries",
                "PATCH /series/{seriesId}",
                id,
                Map.of(
                    "scope",
                    "ALL",
                    "bookingId",
                    few.path("occurrences").path(0).path("bookingId").asText(),
                    "start",
                    from.plusDays(2) + "T12:00:00-03:00",
                    "ignoreRules",
                    List.of("horizon", "opening-hours", "interval"))));
    step(
        CANCEL,
        () -> change("CancelSeries", "POST /series/{seriesId}/cancel", id, Map.of("scope", "ALL")));
    step(PAIR, () -> make(both, at, COUNT, Optional.empty(), client));
  }

  private JsonNode step(String name, Supplier<JsonNode> task) {
    Metered<JsonNode> metered = CapacityMeter.measure(stack.table().client(), task);
    measured.put(name, metered);
    return metered.result();
  }

  private JsonNode plan(String service, String start) {
    Map<String, Object> body = draft(service, start, COUNT);
    body.put("dryRun", true);
    return send(body);
  }

  /** The client is a phone that nobody has, or the id of a known one. */
  private JsonNode make(
      String service, String start, int count, Optional<String> plan, String client) {
    Map<String, Object> body = draft(service, start, count);
    plan.ifPresent(token -> body.put("planToken", token));
    if (client.startsWith("+")) {
      body.put("client", Map.of("name", "Lia", "phone", client));
    } else {
      body.put("clientId", client);
    }
    return send(body);
  }

  private static Map<String, Object> draft(String service, String start, int count) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("serviceId", service);
    body.put("start", start);
    body.put("recurrence", Map.of("frequency", "WEEKLY", "count", count));
    body.put("ignoreRules", List.of("horizon", "opening-hours", "interval"));
    return body;
  }

  private JsonNode send(Map<String, Object> body) {
    return functions.call(
        "CreateSeries",
        new FunctionCalls.Request("POST /series", token, Map.of(), Map.of(), Map.of(), body));
  }

  private JsonNode change(String function, String route, String id, Map<String, Object> body) {
    return functions.call(
        function,
        new FunctionCalls.Request(route, token, Map.of("seriesId", id), Map.of(), Map.of(), body));
  }

  private JsonNode read(String id) {
    return functions.call(
        "GetSeries",
        new FunctionCalls.Request(
            "GET /series/{seriesId}", token, Map.of("seriesId", id), Map.of(), Map.of(), Map.of()));
  }
}

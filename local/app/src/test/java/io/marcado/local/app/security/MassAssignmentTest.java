package io.marcado.local.app.security;

import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.app.contract.Requests;
import io.marcado.local.app.security.House.Person;
import io.marcado.platform.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Nobody becomes somebody else, or sets what is not theirs to set, by a field more in a body or a
 * query. Every object of every body gets all of these fields that its schema lacks; each is named
 * in the answer and nothing is written. Where a schema has them, only callers who may use them do.
 */
class MassAssignmentTest {
  private static final Contract CONTRACT = new Contract();
  private static final SignedUp SHOP = TestStack.business();
  private static final House HOUSE = new House();

  private static final Map<String, Object> WANTED = wanted();

  /** Where schemas have such fields, with who is let in by the access matrix. */
  private static final Set<String> KNOWN =
      Set.of(
          "CreateApiKey /scopes",
          "CreateBooking /clientId",
          "CreateSeries /clientId",
          "CreateService /price",
          "CreateWebhook /enabled",
          "PatchWebhook /enabled",
          "PatchService /price",
          "PatchBooking /price",
          "PatchUser /role",
          "PatchUser /enabled",
          "ListBookings ?status",
          "ListClassSessions ?status",
          "ListMessages ?clientId",
          "ListMessages ?status",
          "ExplainAvailability ?clientId",
          "GetCalendar ?status",
          "ListBookings ?clientId",
          "ListUsers ?role",
          // The version that the page showed.
          "UseBookingLink ?version");

  private static Map<String, Map<String, AttributeValue>> before = Map.of();

  private static Map<String, Object> wanted() {
    Map<String, Object> wanted = new LinkedHashMap<>();
    for (String id : List.of("sub", "tid", "sid", "tenant", "tenantId", "userId", "clientId")) {
      wanted.put(id, "aaaaaaaaaaaaaaaa");
    }
    for (String key : List.of("pk", "sk", "createdBy", "credentialsId", "passwordHash", "keyId")) {
      wanted.put(key, "aaaaaaaaaaaaaaaa");
    }
    wanted.put("role", "OWNER");
    wanted.put("roles", List.of("OWNER"));
    wanted.put("scopes", List.of("settings:write"));
    wanted.put("permissions", List.of("settings:write"));
    wanted.put("plan", "ENTERPRISE");
    wanted.put("status", "CONFIRMED");
    wanted.put("price", Map.of("amount", "0.01", "currency", "BRL"));
    for (String flag : List.of("enabled", "phoneVerified", "emailVerified", "hasAccount")) {
      wanted.put(flag, true);
    }
    for (String number : List.of("version", "uv", "userVersion", "tries", "ttl", "expiresAt")) {
      wanted.put(number, 1);
    }
    wanted.put("createdAt", "2020-01-01T00:00:00Z");
    wanted.put("__proto__", Map.of("role", "OWNER"));
    return wanted;
  }

  @BeforeAll
  static void rememberWhatIsThere() {
    before = items();
  }

  @AfterAll
  static void nothingWasWritten() {
    assertThat(items()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicTest> shouldNameEveryFieldThatABodyDoesNotHave() {
    return CONTRACT.operations().stream()
        .filter(operation -> !CONTRACT.bodySchema(operation).isEmpty())
        .map(operation -> dynamicTest(operation.id(), () -> refusesBodies(operation)));
  }

  @TestFactory
  Stream<DynamicTest> shouldNameEveryParameterThatAQueryDoesNotHave() {
    return CONTRACT.operations().stream()
        .map(operation -> dynamicTest(operation.id(), () -> refusesQueries(operation)));
  }

  @Test
  void shouldKnowEveryPlaceWhereSuchAFieldMayBeSent() {
    Set<String> found = new TreeSet<>();
    for (Operation operation : CONTRACT.operations()) {
      Map<String, Object> schema = CONTRACT.bodySchema(operation);
      if (!schema.isEmpty()) {
        objects(schema, example(schema), "")
            .forEach(
                object ->
                    object.fields().stream()
                        .filter(WANTED::containsKey)
                        .forEach(
                            name -> found.add(operation + " " + object.pointer() + "/" + name)));
      }
      parameters(operation).stream()
          .filter(WANTED::containsKey)
          .forEach(name -> found.add(operation + " ?" + name));
    }
    // Times at which something ends are given, not found out.
    found.removeIf(place -> place.endsWith("/expiresAt"));
    assertThat(found).containsExactlyInAnyOrderElementsOf(KNOWN);
  }

  @Test
  void shouldLetOnlyThoseAboveGiveARole() {
    Map<Role, Person> targets = new EnumMap<>(Role.class);
    for (Role role : List.of(Role.CLIENT, Role.STAFF, Role.ADMIN)) {
      targets.put(role, HOUSE.newPerson(role));
    }
    targets.put(Role.OWNER, HOUSE.owner());
    List<String> wrong = new ArrayList<>();
    for (Part part : Part.all()) {
      for (Role present : Role.values()) {
        for (Role role : Role.values()) {
          String expected = expected(part, present, role);
          check(part, target(targets, present), Map.of("role", role.name()), expected, wrong);
          if (expected.equals("done") && role != present) {
            // Nobody is raised again, so it is somebody else's turn.
            targets.put(present, HOUSE.newPerson(present));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Person target(Map<Role, Person> targets, Role role) {
    return Optional.ofNullable(targets.get(role)).orElseThrow();
  }

  @Test
  void shouldLetOnlyThoseAboveShutSomebodyOut() {
    Map<Role, Person> targets = new LinkedHashMap<>();
    for (Role role : List.of(Role.CLIENT, Role.STAFF, Role.ADMIN)) {
      targets.put(role, HOUSE.newPerson(role));
    }
    List<String> wrong = new ArrayList<>();
    for (Part part : Part.all()) {
      targets.forEach(
          (role, target) -> {
            String expected = isOver(part, role) || bars(part, role) ? "done" : refused(part, role);
            check(part, target, Map.of("enabled", false), expected, wrong);
            if (expected.equals("done")) {
              restore(target, Map.of("enabled", true));
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldBookForNobodyElseAsAClient() {
    Person ana = HOUSE.person(Part.CLIENT);
    Person bia = HOUSE.person(Part.OTHER_CLIENT);
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("serviceId", HOUSE.serviceId());
    draft.put("start", HOUSE.start());
    draft.put("clientId", bia.userId());
    assertThat(ana.api().post("/bookings", draft).status()).isIn(400, 403);
    draft.remove("clientId");
    draft.put("ignoreRules", List.of("opening-hours"));
    assertThat(ana.api().post("/bookings", draft).status()).isIn(400, 403);

    String hers = HOUSE.fresh("booking", bia).id();
    String query = "/bookings?clientId=" + bia.userId();
    assertThat(bookings(HOUSE.owner(), query)).contains(hers);
    assertThat(bookings(bia, query)).contains(hers);
    assertThat(bookings(ana, query)).isEmpty();
    assertThat(bookings(ana, "/bookings")).doesNotContain(hers);
  }

  private static List<String> bookings(Person asker, String path) {
    JsonNode page = asker.api().get(path).expect(200);
    return page.path("items").findValuesAsText("bookingId");
  }

  /** The rule, written apart from the code: invitations raise, this only lowers. */
  private static String expected(Part part, Role present, Role next) {
    if (part == Part.OWNER && present == Role.OWNER) {
      return next == Role.OWNER ? "done" : "last-owner";
    }
    return isOver(part, present) && present.atLeast(next) ? "done" : refused(part, present);
  }

  private static String refused(Part part, Role present) {
    if (part == Part.ANONYMOUS) {
      return "unauthenticated";
    }
    // A key that may change people knows of clients alone.
    boolean unseen = part.scope().equals(Optional.of(Permission.PEOPLE_WRITE));
    return unseen && present.atLeast(Role.STAFF) ? "not-found" : "forbidden";
  }

  private static boolean isOver(Part part, Role role) {
    return part.role()
        .filter(own -> own.atLeast(Role.ADMIN))
        .filter(own -> own.compareTo(role) > 0)
        .isPresent();
  }

  /** Staff shut out clients, and nobody else. */
  private static boolean bars(Part part, Role role) {
    return role == Role.CLIENT && part.role().equals(Optional.of(Role.STAFF));
  }

  private static void check(
      Part part, Person target, Map<String, Object> change, String expected, List<String> wrong) {
    ApiClient api =
        part == Part.OTHER_OWNER
            ? HOUSE
                .visitor()
                .with("Authorization", SHOP.owner().header("Authorization").orElseThrow())
            : HOUSE.as(part);
    Reply reply = api.patch("/users/" + target.userId(), change);
    String answer = reply.status() == 200 ? "done" : reply.code();
    if (!answer.equals(expected)) {
      wrong.add(
          "%s: %s of %s: %s, but %s expected"
              .formatted(part, change, target.userId(), answer, expected));
    }
  }

  private static void restore(Person target, Map<String, Object> state) {
    HOUSE.owner().api().patch("/users/" + target.userId(), state);
  }

  private static void refusesBodies(Operation operation) {
    Map<String, Object> schema = CONTRACT.bodySchema(operation);
    Object example = example(schema);
    for (Place place : objects(schema, example, "")) {
      Map<String, Object> more = new LinkedHashMap<>(WANTED);
      more.keySet().removeAll(place.fields());
      Object body = with(example, place.pointer(), object -> object.putAll(more));
      Reply reply = send(operation, "", body);
      assertThat(reply.status())
          .as("%s %s: %s", operation, place.pointer(), reply.text())
          .isEqualTo(400);
      assertThat(reply.json().path("errors").findValuesAsText("pointer"))
          .as("%s %s", operation, place.pointer())
          .containsAll(more.keySet().stream().map(name -> place.pointer() + "/" + name).toList());
    }
  }

  private static void refusesQueries(Operation operation) {
    Set<String> names = new TreeSet<>(WANTED.keySet());
    names.removeAll(parameters(operation));
    String query = "?" + String.join("=1&", names) + "=1";
    Object body = example(CONTRACT.bodySchema(operation));
    if (operation.codes().containsKey(400) && !CONTRACT.isPage(operation, 200)) {
      Reply reply = send(operation, query, body);
      assertThat(reply.status()).as("%s: %s", operation, reply.text()).isEqualTo(400);
      assertThat(reply.json().path("errors").findValuesAsText("parameter"))
          .as(operation.id())
          .containsAll(names);
    } else if (operation.method().equals("GET")) {
      Reply plain = send(operation, "", body);
      Reply reply = send(operation, query, body);
      assertThat(reply.status()).isEqualTo(plain.status());
      assertThat(reply.text()).isEqualTo(plain.text());
    }
  }

  private static Set<String> parameters(Operation operation) {
    Set<String> names = new TreeSet<>();
    CONTRACT
        .parameters(operation, "query")
        .forEach(parameter -> names.add(String.valueOf(parameter.get("name"))));
    return names;
  }

  private static Object example(Map<String, Object> schema) {
    return Objects.requireNonNullElse(schema.get("example"), Map.of());
  }

  /** An object of a body, and the fields that its schema has. */
  private record Place(String pointer, Set<String> fields) {}

  private static List<Place> objects(
      Map<String, Object> unresolved, Object example, String pointer) {
    Map<String, Object> schema = CONTRACT.resolve(unresolved);
    List<Place> places = new ArrayList<>();
    if (example instanceof Map<?, ?> object && schema.containsKey("properties")) {
      Map<String, Object> properties = map(schema.get("properties"));
      if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
        places.add(new Place(pointer, properties.keySet()));
      }
      properties.forEach(
          (name, property) -> {
            if (object.get(name) != null) {
              places.addAll(objects(map(property), object.get(name), pointer + "/" + name));
            }
          });
    }
    if (example instanceof List<?> values && !values.isEmpty()) {
      places.addAll(objects(map(schema.get("items")), values.getFirst(), pointer + "/0"));
    }
    return places;
  }

  /** A copy of a body with one of its objects changed. */
  private static Object with(Object body, String pointer, Consumer<Map<String, Object>> change) {
    if (pointer.isEmpty()) {
      Map<String, Object> changed = new LinkedHashMap<>(map(body));
      change.accept(changed);
      return changed;
    }
    String[] step = pointer.substring(1).split("/", 2);
    String rest = step.length == 2 ? "/" + step[1] : "";
    if (body instanceof List<?> values) {
      List<Object> changed = new ArrayList<>(values);
      changed.set(0, with(Objects.requireNonNull(values.getFirst()), rest, change));
      return changed;
    }
    Map<String, Object> changed = new LinkedHashMap<>(map(body));
    changed.put(step[0], with(Objects.requireNonNull(changed.get(step[0])), rest, change));
    return changed;
  }

  private static Reply send(Operation operation, String query, Object body) {
    return Requests.send(
        TestStack.origin().as(TestStack.shared().operatorKey()),
        SHOP.owner(),
        operation,
        query,
        CONTRACT.bodySchema(operation).isEmpty() ? "" : Json.write(body));
  }

  /** All items of the business. */
  private static Map<String, Map<String, AttributeValue>> items() {
    String tenant = tenant();
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    var table = TestStack.shared().table();
    table
        .client()
        .scanPaginator(request -> request.tableName(table.tableName()))
        .items()
        .forEach(
            item -> {
              String key = String.valueOf(item.get("pk")) + item.get("sk");
              if (key.contains(tenant) && !key.contains("LIMIT#")) {
                items.put(key, item);
              }
            });
    return items;
  }

  private static String tenant() {
    return Objects.requireNonNull(
        TestStack.shared()
            .stages()
            .named(SHOP.business().slug())
            .orElseThrow()
            .variables()
            .get("tenant"));
  }
}

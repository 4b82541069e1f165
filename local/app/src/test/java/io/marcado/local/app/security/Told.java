package io.marcado.local.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.app.security.House.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks into the bodies of what is allowed: lists have the caller's own and nothing of another
 * business, and clients learn of nobody else.
 */
final class Told {
  private static final Set<String> BUSY = Set.of("kind", "start", "end", "resourceId", "available");

  private static final List<String> KINDS =
      List.of(
          "category",
          "resource",
          "service",
          "booking",
          "session",
          "user",
          "admin",
          "api-key",
          "webhook",
          "invitation");

  private final House house;
  private final House elsewhere;

  Told(House house, House elsewhere) {
    this.house = house;
    this.elsewhere = elsewhere;
  }

  /**
   * Makes what a list must show, or hide, before it is asked for. No booking is made before its
   * time: the matrix replaces the opening hours first.
   */
  void prepare(Operation operation) {
    switch (operation.id()) {
      case "ListBookings" -> {
        house.one("booking", house.person(Part.CLIENT));
        house.one("booking", house.person(Part.OTHER_CLIENT));
      }
      case "GetCalendar" -> house.taken();
      case "ListUsers" -> {
        house.person(Part.CLIENT);
        house.person(Part.ADMIN);
      }
      default -> {}
    }
    if (isList(operation)) {
      foreign();
    }
  }

  /** What the caller must not have been told, or was not told; empty when all is well. */
  Optional<String> wrong(Operation operation, Part part, Reply reply) {
    if (operation.base().equals("origin")) {
      return Optional.empty();
    }
    List<String> wrong = new ArrayList<>();
    if (!readsBookings(part) && reply.json().findValue("client") != null) {
      wrong.add("who the client is");
    }
    if (isList(operation)) {
      foreign().stream()
          .filter(reply.text()::contains)
          .forEach(id -> wrong.add("of another business: " + id));
    }
    List<JsonNode> items = new ArrayList<>();
    reply.json().path("items").forEach(items::add);
    switch (operation.id()) {
      case "ListBookings", "GetBooking" -> {
        if (part.isClient()) {
          others(reply, "clientId", house.person(part).userId()).forEach(wrong::add);
        }
        if (operation.id().equals("ListBookings") && items.isEmpty()) {
          wrong.add("no booking, though there is one");
        }
      }
      case "GetCalendar" -> {
        if (items.isEmpty()) {
          wrong.add("nothing taken, though there is something");
        }
        for (JsonNode item : items) {
          if (part.isClient() ? !fields(item).equals(BUSY) : !item.has("client")) {
            wrong.add("not as the calendar is for this caller: " + fields(item));
          }
        }
      }
      case "ListSessions" -> sessions(part, items).forEach(wrong::add);
      case "ListUsers" -> {
        if (items.isEmpty()) {
          wrong.add("nobody, though there are people");
        }
        items.forEach(person -> person(part, person).ifPresent(wrong::add));
      }
      case "GetUser" -> person(part, reply.json()).ifPresent(wrong::add);
      case "PatchUser", "PatchSettings", "ReplaceSettings" -> {
        // A key of this matrix has one scope, so it may not read what it writes.
        if (part.scope().isPresent() != reply.text().isEmpty()) {
          wrong.add("what it may not read, or not what it may");
        } else if (operation.id().equals("PatchUser") && !reply.text().isEmpty()) {
          person(part, reply.json()).ifPresent(wrong::add);
        }
      }
      default -> {}
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join("; ", wrong) + " in " + reply.text());
  }

  private static boolean readsBookings(Part part) {
    return part.role()
            .filter(role -> role.atLeast(Permission.BOOKINGS_READ.leastRole()))
            .isPresent()
        || part.scope().filter(Permission.BOOKINGS_READ::equals).isPresent();
  }

  private static boolean isList(Operation operation) {
    return operation.id().startsWith("List")
        || Set.of("GetCalendar", "ExportMe").contains(operation.id());
  }

  /** Ids of what the other business has; the matrix asks for each of them anyway. */
  private List<String> foreign() {
    Person client = elsewhere.person(Part.CLIENT);
    return Stream.concat(
            KINDS.stream().map(kind -> elsewhere.one(kind, client).id()),
            Stream.of(client.userId(), elsewhere.owner().userId()))
        .toList();
  }

  private static Stream<String> others(Reply reply, String field, String own) {
    return reply.json().findValuesAsText(field).stream()
        .filter(id -> !id.equals(own))
        .map(id -> "somebody else's " + field + " " + id);
  }

  private List<String> sessions(Part caller, List<JsonNode> items) {
    List<String> ids = items.stream().map(item -> item.path("sessionId").asText()).toList();
    List<String> wrong = new ArrayList<>();
    for (Part part : List.of(Part.CLIENT, Part.OTHER_CLIENT, Part.STAFF, Part.ADMIN, Part.OWNER)) {
      if (part.equals(caller) != ids.contains(sessionId(house.person(part)))) {
        wrong.add("the session of " + part);
      }
    }
    return wrong;
  }

  private static String sessionId(Person person) {
    try {
      return person.sessionId();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  // Keys know of clients only, and staff do not see how to reach those above.
  private static Optional<String> person(Part part, JsonNode person) {
    Role role = Role.valueOf(person.path("role").asText());
    if (part.scope().isPresent() && role != Role.CLIENT) {
      return Optional.of("one of the team");
    }
    boolean reached = person.hasNonNull("phone") || person.hasNonNull("email");
    boolean shown = !part.equals(Part.STAFF) || !role.atLeast(Role.ADMIN);
    return reached == shown
        ? Optional.empty()
        : Optional.of("how to reach somebody is " + (reached ? "told" : "hidden"));
  }

  private static Set<String> fields(JsonNode item) {
    Set<String> names = new TreeSet<>();
    item.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

package io.marcado.local.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A business with people of every role, API keys of every scope, and one of each kind of thing.
 * Everything is made through the API, at its first use.
 */
final class House {
  static final String PASSWORD = "tesoura-e-navalha";
  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final SignedUp signedUp = TestStack.business();
  private final Map<Object, Object> made = new ConcurrentHashMap<>();
  private final Map<String, String> services = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> signIns = new ConcurrentHashMap<>();
  private final AtomicInteger nextSlot = new AtomicInteger();

  /**
   * Somebody who is signed in.
   *
   * @param api sends as this person
   */
  record Person(String userId, String phone, ApiClient api) {
    String sessionId() throws Exception {
      String token = api.header("Authorization").orElseThrow().substring("Bearer ".length());
      byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
      return io.marcado.platform.json.Json.parse(new String(payload, StandardCharsets.UTF_8))
          .path("sid")
          .asText();
    }
  }

  House() {
    // Bookings wait for a decision, so that every action on them has something to do.
    owner().api().patch("/settings", Map.of("approval", "MANUAL")).expect(200);
  }

  SignedUp signedUp() {
    return signedUp;
  }

  ApiClient visitor() {
    return signedUp.visitor();
  }

  Person owner() {
    return once(
        "owner",
        () -> {
          JsonNode me = signedUp.owner().get("/users/me").expect(200);
          return new Person(
              me.path("userId").asText(), me.path("phone").asText(), signedUp.owner());
        });
  }

  /** The one person of this house who plays a part. */
  Person person(Part part) {
    if (part.equals(Part.GUEST)) {
      return guest();
    }
    return part.equals(Part.OWNER)
        ? owner()
        : once(part, () -> newPerson(part.role().orElseThrow()));
  }

  /** Another person of this role. */
  Person newPerson(Role role) {
    String phone = TestStack.phone();
    String name = "Bia " + role;
    ApiClient client =
        switch (role) {
          case CLIENT -> signedUp.business().register(name, phone, PASSWORD);
          case STAFF -> signedUp.business().staff(owner().api(), name, phone, PASSWORD);
          case ADMIN -> admin(name, phone);
          case OWNER -> throw new IllegalArgumentException("nobody is made an owner");
        };
    return new Person(client.get("/users/me").expect(200).path("userId").asText(), phone, client);
  }

  /** An admin with a second channel, so that the business can be handed over. */
  private ApiClient admin(String name, String phone) {
    String email = "bia." + phone.substring(1) + "@example.com";
    ApiClient admin = signedUp.business().admin(owner().api(), name, phone, email, PASSWORD);
    String challenge =
        admin.post("/users/me/email/verification").expect(202).path("challengeId").asText();
    admin
        .post(
            "/users/me/contacts/verify",
            Map.of("challengeId", challenge, "code", TestStack.messages().code(email)))
        .expect(200);
    return admin;
  }

  /**
   * A further session of somebody. One after the other for each person, and by a code to log in:
   * what else is sent to the phone meanwhile is left alone.
   */
  Person again(Person person) {
    ReentrantLock signIn = signIns.computeIfAbsent(person.phone(), _ -> new ReentrantLock());
    signIn.lock();
    try {
      int before = codes(TestStack.messages().to(person.phone())).size();
      Map<String, Object> credentials = Map.of("phone", person.phone(), "password", PASSWORD);
      JsonNode challenge = visitor().post("/auth/login", credentials).expect(200);
      List<String> texts =
          TestStack.messages()
              .await(person.phone(), "a code to log in", sent -> codes(sent).size() > before);
      JsonNode tokens =
          visitor()
              .post(
                  "/auth/login/verify",
                  Map.of(
                      "challengeId",
                      challenge.path("challengeId").asText(),
                      "code",
                      codes(texts).getFirst()))
              .expect(200);
      ApiClient api = visitor().as(tokens.path("accessToken").asText());
      return new Person(person.userId(), person.phone(), api);
    } finally {
      signIn.unlock();
    }
  }

  /** Codes to log in, the newest first. */
  private static List<String> codes(List<String> texts) {
    return texts.stream()
        .filter(text -> text.contains("codigo para entrar"))
        .map(text -> text.substring(0, 6))
        .toList();
  }

  /** Somebody who logs in by what the contract shows, and in no other way. */
  String loginPhone() {
    return once("who logs in", () -> newPerson(Role.CLIENT)).phone();
  }

  /** Sends as an API key with this one scope. */
  ApiClient key(Permission scope) {
    return once(scope, () -> visitor().as(newKey(scope).path("key").asText()));
  }

  private JsonNode newKey(Permission scope) {
    return signedUp
        .business()
        .apiKey(owner().api(), scope.scope() + " " + number(), List.of(scope.scope()));
  }

  /** A guest; each of its bookings has a token of its own. */
  private Person guest() {
    return once("guest", () -> new Person("guest", TestStack.phone(), visitor()));
  }

  /** Sends as the guest whose booking this is. */
  ApiClient asGuestOf(Thing booking) {
    return visitor().as(booking.manageToken().orElseThrow());
  }

  /** Sends as this part does. */
  ApiClient as(Part part) {
    if (part.equals(Part.GUEST)) {
      return asGuestOf(one("booking", guest()));
    }
    if (part.scope().isPresent()) {
      return key(part.scope().get());
    }
    return part.role().isPresent() ? person(part).api() : visitor();
  }

  /** One of a kind that is never used up. */
  Thing one(String kind, Person whose) {
    return once(kind + " of " + whose.userId(), () -> fresh(kind, whose));
  }

  /** One of a kind that was there: erased, ended, revoked, withdrawn, deleted or cancelled. */
  Thing gone(String kind, Person whose) {
    return kind.equals("user")
        ? once("gone user", this::erase)
        : once("gone " + kind + " of " + whose.userId(), () -> delete(kind, whose));
  }

  private Thing erase() {
    Person erased = newPerson(Role.CLIENT);
    return ended(
        erased
            .api()
            .delete("/users/me", Map.of("stepUp", signedUp.business().stepUp(erased.api()))),
        Thing.of(erased.userId()));
  }

  /** A new one of a kind. */
  Thing fresh(String kind, Person whose) {
    return fresh(kind, whose, this::start);
  }

  private Thing fresh(String kind, Person whose, Supplier<String> start) {
    ApiClient owner = owner().api();
    return switch (kind) {
      case "category" ->
          Thing.of(owner.post("/categories", Map.of("name", "Cortes " + number())), "categoryId");
      case "resource" -> {
        Thing resource =
            Thing.of(
                owner.post("/resources", Map.of("name", "Cadeira " + number(), "kind", "SPACE")),
                "resourceId");
        services.put(
            resource.id(),
            Thing.of(owner.post("/services", service(resource.id())), "serviceId").id());
        yield resource;
      }
      case "service" -> Thing.of(owner.post("/services", service(resourceId())), "serviceId");
      case "booking" ->
          Thing.of(
              whose.equals(guest())
                  ? visitor()
                      .post(
                          "/public/bookings",
                          Map.of(
                              "serviceId",
                              serviceId(),
                              "start",
                              start.get(),
                              "client",
                              Map.of("name", "Lia", "phone", TestStack.phone())))
                  : whose
                      .api()
                      .post("/bookings", Map.of("serviceId", serviceId(), "start", start.get())),
              "bookingId");
      case "hold" ->
          Thing.of(
              (whose.equals(guest()) ? visitor() : whose.api())
                  .post("/holds", Map.of("serviceId", serviceId(), "start", start())),
              "holdId");
      case "series" ->
          Thing.of(
              whose
                  .api()
                  .post(
                      "/series",
                      Map.of(
                          "serviceId",
                          serviceId(),
                          "start",
                          start(),
                          "recurrence",
                          Map.of("frequency", "DAILY", "count", 1))),
              "seriesId");
      case "block" ->
          Thing.of(
              owner.post(
                  "/blocks",
                  Map.of(
                      "resourceIds",
                      List.of(blockedId()),
                      "from",
                      from().plusDays(20).toString(),
                      "to",
                      from().plusDays(22).toString())),
              "blockId");
      case "webhook" ->
          Thing.of(
              owner.post(
                  "/webhooks",
                  Map.of(
                      "url",
                      "https://www.example.com/marcado",
                      "eventTypes",
                      List.of("booking.created"))),
              "webhookId");
      case "class" -> Thing.of(classId());
      case "class-session" -> sessionOfClass();
      case "user" -> Thing.of(newPerson(Role.CLIENT).userId());
      case "admin" -> Thing.of(newPerson(Role.ADMIN).userId());
      case "session" -> session(whose);
      case "api-key" -> Thing.of(newKey(Permission.BOOKINGS_READ).path("apiKeyId").asText());
      case "invitation" ->
          Thing.of(
              owner.post("/staff", Map.of("name", "Caio", "phone", TestStack.phone())),
              "invitationId");
      default -> throw new IllegalArgumentException("no way to make a " + kind);
    };
  }

  private Thing session(Person whose) {
    try {
      return Thing.of(again(whose).sessionId());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class without a session. */
  private String classId() {
    return owner()
        .api()
        .post(
            "/services",
            Map.of(
                "name",
                "Yoga " + number(),
                "durationMinutes",
                60,
                "kind",
                "CLASS",
                "resourceIds",
                List.of(resourceId())))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private Thing sessionOfClass() {
    String id =
        owner()
            .api()
            .post("/services/" + classId() + "/sessions", Map.of("start", start(), "seats", 5))
            .expect(201)
            .path("sessions")
            .path(0)
            .path("sessionId")
            .asText();
    return new Thing(id, Optional.of("\"1\""), Optional.empty());
  }

  private Thing delete(String kind, Person whose) {
    ApiClient owner = owner().api();
    Thing thing = fresh(kind, whose, () -> starts().getLast());
    return switch (kind) {
      case "category", "resource", "service", "class" -> {
        String path =
            switch (kind) {
                  case "category" -> "/categories/";
                  case "resource" -> "/resources/";
                  default -> "/services/";
                }
                + thing.id();
        owner.delete(path).expect(204);
        yield new Thing(thing.id(), owner.get(path).header("ETag"), Optional.empty());
      }
      case "booking" -> {
        Reply cancelled = owner.post("/bookings/" + thing.id() + "/cancel", Map.of());
        cancelled.expect(200);
        yield new Thing(thing.id(), cancelled.header("ETag"), thing.manageToken());
      }
      case "class-session" -> {
        Reply cancelled = owner.post("/sessions/" + thing.id() + "/cancel", Map.of());
        cancelled.expect(200);
        yield new Thing(thing.id(), cancelled.header("ETag"), Optional.empty());
      }
      case "series" -> thing;
      case "hold" -> ended(owner.delete("/holds/" + thing.id()), thing);
      case "block" -> ended(owner.delete("/blocks/" + thing.id()), thing);
      case "session" -> ended(whose.api().delete("/users/me/sessions/" + thing.id()), thing);
      case "api-key" -> ended(owner.delete("/api-keys/" + thing.id()), thing);
      case "webhook" -> ended(owner.delete("/webhooks/" + thing.id()), thing);
      case "invitation" -> ended(owner.delete("/invitations/" + thing.id()), thing);
      case "admin" -> ended(owner.delete("/admins/" + thing.id()), thing);
      default -> throw new IllegalArgumentException("no way to delete a " + kind);
    };
  }

  private static Thing ended(Reply reply, Thing thing) {
    reply.expect(204);
    return thing;
  }

  /** A room that a thousand bookings fit in at a time. */
  String resourceId() {
    return once(
            "room",
            () ->
                Thing.of(
                    owner()
                        .api()
                        .post(
                            "/resources",
                            Map.of("name", "Sala", "kind", "SPACE", "capacity", 1000)),
                    "resourceId"))
        .id();
  }

  /** A room in which nobody books. */
  String blockedId() {
    return once("blocked", () -> fresh("resource", owner())).id();
  }

  String serviceId() {
    return once(
            "the service",
            () -> Thing.of(owner().api().post("/services", service(resourceId())), "serviceId"))
        .id();
  }

  String categoryId() {
    return one("category", owner()).id();
  }

  /** A chair with one seat, which a client has taken for the first hour. */
  Thing taken() {
    return once(
        "taken",
        () -> {
          Thing chair = fresh("resource", owner());
          person(Part.CLIENT)
              .api()
              .post(
                  "/bookings",
                  Map.of("serviceId", serviceOf(chair.id()), "start", starts().getFirst()))
              .expect(201);
          return chair;
        });
  }

  /** A service that this resource does; any other one when it does none. */
  String serviceOf(String resourceId) {
    return services.getOrDefault(resourceId, serviceId());
  }

  private static Map<String, Object> service(String resourceId) {
    return Map.of(
        "name",
        "Corte " + number(),
        "durationMinutes",
        60,
        "holdMinutes",
        30,
        "price",
        Map.of("amount", "50.00", "currency", "BRL"),
        "resourceIds",
        List.of(resourceId));
  }

  /** First day of a fortnight that is open for bookings. */
  LocalDate from() {
    return LocalDate.ofInstant(TestStack.shared().clock().instant(), ZONE).plusDays(10);
  }

  /**
   * A start that is free, another one each time for as long as there are others. The last one is
   * for bookings that are cancelled: moving one of these to where it was would change nothing, and
   * be no deviation.
   */
  String start() {
    List<String> starts = starts();
    return starts.get(nextSlot.getAndIncrement() % (starts.size() - 1));
  }

  private List<String> starts() {
    return once(
        "starts",
        () -> {
          List<String> found = new ArrayList<>();
          visitor()
              .get(
                  "/services/%s/availability?from=%s&to=%s"
                      .formatted(serviceId(), from(), from().plusDays(14)))
              .expect(200)
              .path("slots")
              .forEach(slot -> found.add(slot.path("start").asText()));
          return found;
        });
  }

  static int number() {
    return NUMBER.incrementAndGet();
  }

  // Not computeIfAbsent: making one thing may take another.
  @SuppressWarnings("unchecked")
  private synchronized <T> T once(Object key, Supplier<T> make) {
    Object present = made.get(key);
    if (present == null) {
      present = make.get();
      made.put(key, present);
    }
    return (T) present;
  }
}

package io.marcado.local.app.security;

import static io.marcado.local.app.contract.Documents.map;

import io.marcado.domain.Role;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.whatsapp.WhatsAppApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sound requests: the contract's examples, with what must be real taken from a house and what must
 * be new made up.
 */
final class Sample {
  private final Contract contract;
  private final House house;

  Sample(Contract contract, House house) {
    this.contract = contract;
    this.house = house;
  }

  /** The body; empty when the operation takes none. */
  Optional<Object> body(Operation operation, Part part) {
    Map<String, Object> schema = contract.bodySchema(operation);
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> body = new LinkedHashMap<>(map(real(map(schema.get("example")))));
    switch (operation.id()) {
      case "Login" -> {
        body.remove("email");
        body.put("phone", house.loginPhone());
      }
      case "CreateBooking" -> {
        body.remove("client");
        body.remove("resourceId");
        body.keySet().removeIf(name -> name.equals("clientId") && part.isClient());
        if (!part.isClient()) {
          body.put("clientId", house.person(Part.CLIENT).userId());
        }
      }
      case "CreateSeries" -> {
        body.remove("client");
        body.remove("resourceId");
        body.remove("dryRun");
        body.put("recurrence", Map.of("frequency", "DAILY", "count", 1));
        if (!part.isClient()) {
          body.put("clientId", house.person(Part.CLIENT).userId());
        }
      }
      case "ReplaceSettings", "PatchSettings" -> body.put("approval", "MANUAL");
      case "PatchUser" -> {
        body.clear();
        body.put("name", "Ana " + House.number());
      }
      case "PatchMe" -> {
        body.clear();
        body.put("name", "Bia " + House.number());
      }
      case "CreateClassSessions" -> {
        body.remove("pattern");
        body.put("start", house.start());
      }
      case "CreateBlock" -> {
        body.put("resourceIds", List.of(house.blockedId()));
        body.put("from", house.from().plusDays(30).toString());
        body.put("to", house.from().plusDays(31).toString());
      }
      case "FindVisitTimes", "ExplainVisit" ->
          body.put(
              "visit",
              List.of(
                  Map.of("serviceId", house.serviceId()), Map.of("serviceId", house.serviceId())));
      case "PatchBlock" -> body.put("to", house.from().plusDays(23).toString());
      case "LinkWhatsAppNumber" -> body.put("accessToken", "a-token-that-meta-does-not-know");
      case "CreateApiKey" -> body.put("scopes", List.of("bookings:read"));
      default -> {}
    }
    return Optional.of(body);
  }

  /** The path with its parameters and the query that the operation needs. */
  String path(Operation operation, Optional<Thing> thing) {
    String path =
        operation
            .path()
            .replace("{date}", house.from().toString())
            .replace("{kind}/{channel}/{locale}", "REMINDER/SMS/en");
    path = path.replaceAll("\\{[^}]*}", thing.map(Thing::id).orElse("aaaaaaaaaaaaaaaa"));
    List<String> query = new ArrayList<>();
    for (Map<String, Object> parameter : contract.parameters(operation, "query")) {
      String name = String.valueOf(parameter.get("name"));
      // It takes one of two parameters, neither of which is required by itself.
      boolean oneOfTwo = operation.id().equals("ListMessages") && name.equals("clientId");
      if (oneOfTwo || Boolean.TRUE.equals(parameter.get("required"))) {
        query.add(name + "=" + URLEncoder.encode(text(name, thing), StandardCharsets.UTF_8));
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private String text(String parameter, Optional<Thing> thing) {
    return switch (parameter) {
      case "from" -> house.from().toString();
      case "to" -> house.from().plusDays(7).toString();
      case "serviceId" -> thing.map(Thing::id).map(house::serviceOf).orElseGet(house::serviceId);
      case "resourceId" -> house.resourceId();
      case "clientId" -> house.person(Part.CLIENT).userId();
      case "start" -> house.start();
      case "act" -> "CONFIRM";
      case "hub.mode" -> "subscribe";
      case "hub.verify_token" -> WhatsAppApi.VERIFY_TOKEN;
      case "hub.challenge" -> "1158201444";
      default -> throw new IllegalArgumentException("no sample of the query's " + parameter);
    };
  }

  private Map<String, Object> real(Map<String, Object> example) {
    Map<String, Object> real = new LinkedHashMap<>();
    example.forEach((name, value) -> real.put(name, real(name, value)));
    return real;
  }

  private Object real(String name, Object value) {
    return switch (name) {
      case "phone" -> TestStack.phone();
      case "email" -> "ana" + House.number() + "@example.com";
      case "slug" -> "sample-" + House.number();
      case "password", "currentPassword" -> House.PASSWORD;
      case "newPassword" -> "navalha e espuma";
      case "serviceId" -> house.serviceId();
      case "resourceId" -> house.resourceId();
      case "resourceIds" -> List.of(house.resourceId());
      case "categoryId" -> house.categoryId();
      case "clientId" -> house.person(Part.CLIENT).userId();
      case "userId" -> house.newPerson(Role.CLIENT).userId();
      case "start" -> house.start();
      case "alsoNeeds" -> List.of();
      default -> value instanceof Map<?, ?> ? real(map(value)) : value;
    };
  }
}

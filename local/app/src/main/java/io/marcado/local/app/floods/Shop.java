package io.marcado.local.app.floods;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Reply;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A business and its owner.
 *
 * @param business reached from the owner's address
 * @param owner signed in
 */
record Shop(Town town, Business business, ApiClient owner, String ownerPhone) {

  /** A resource with so many seats; returns its id. */
  String resource(String name, int seats) {
    return owner
        .post("/resources", Map.of("name", name, "kind", "PERSON", "capacity", seats))
        .expect(201)
        .path("resourceId")
        .asText();
  }

  /** A service of half an hour; returns its id. */
  String service(String name, List<String> resourceIds) {
    return business.service(owner, name, 30, "50.00", resourceIds);
  }

  /** Free starts of the next weeks. */
  List<String> starts(String serviceId) {
    LocalDate from = town.firstDay();
    List<String> starts = new ArrayList<>();
    for (JsonNode slot :
        business
            .visitor()
            .get(
                "/services/%s/availability?from=%s&to=%s"
                    .formatted(serviceId, from, from.plusDays(27)))
            .expect(200)
            .path("slots")) {
      starts.add(slot.path("start").asText());
    }
    return starts;
  }

  /** The request of a booking for a client whom staff or a visitor names. */
  static Map<String, Object> draft(String serviceId, String start, String phone) {
    return Map.of(
        "serviceId", serviceId, "start", start, "client", Map.of("name", "Lia", "phone", phone));
  }

  /** The owner books for a phone. */
  Reply book(String serviceId, String start, String phone) {
    return owner.post("/bookings", draft(serviceId, start, phone));
  }

  static Reply cancel(ApiClient person, Reply booked) {
    return person.post("/bookings/" + booked.json().path("bookingId").asText() + "/cancel");
  }

  static Reply move(ApiClient person, Reply booked, long version, String start) {
    return person
        .with("If-Match", "\"" + version + "\"")
        .patch("/bookings/" + booked.json().path("bookingId").asText(), Map.of("start", start));
  }

  /** The visitor who made a booking, with its manage token. */
  ApiClient guest(ApiClient from, Reply booked) {
    return from.at(business.base()).as(booked.json().path("manageToken").asText());
  }

  ApiClient visitor(ApiClient from) {
    return from.at(business.base());
  }

  /** Asks for a code to log in without a password. */
  Reply askForCode(ApiClient from, String phone) {
    return visitor(from).post("/auth/otp", Map.of("phone", phone, "channel", "SMS"));
  }

  /** Enters a code that was asked for. */
  Reply enter(ApiClient from, Reply asked, String code) {
    return visitor(from)
        .post(
            "/auth/otp/verify",
            Map.of("challengeId", asked.json().path("challengeId").asText(), "code", code));
  }

  /** Logs in by a code; empty when that did not work. */
  Optional<ApiClient> logIn(ApiClient from, String phone) {
    int before = town.texts(phone).size();
    Reply asked = askForCode(from, phone);
    if (asked.status() != 202 || town.texts(phone).size() == before) {
      return Optional.empty();
    }
    Reply entered = enter(from, asked, town.code(phone));
    return entered.status() == 200
        ? Optional.of(visitor(from).as(entered.json().path("accessToken").asText()))
        : Optional.empty();
  }

  /** A client who registers with a password, and logs in with it and a code. */
  ApiClient register(ApiClient from, String phone) {
    return business.through(from).register("Lia", phone, "corte-de-sexta");
  }

  Reply password(ApiClient from, String name, String value, String password) {
    Map<String, String> credentials = new LinkedHashMap<>();
    credentials.put(name, value);
    credentials.put("password", password);
    return visitor(from).post("/auth/login", credentials);
  }
}

package io.marcado.local.app.kills;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The business of a story, open from 8 to 16 every day, in every life of the stack. */
final class KillShop {
  /** Its first hour. */
  static final int OPENS = 8;

  /** In how many hours of a day it is open. */
  static final int HOURS = 8;

  /** The first day of which stories book times: no life of the stack gets there. */
  final LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(2);

  private final Owner person =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");

  private Business business;
  private @Nullable ApiClient owner;

  KillShop(StackProcess stack, String slug) {
    business = Business.signUp(ApiClient.of(stack.origin()), slug, "Salão da Rita", person);
    owner()
        .patch(
            "/settings",
            Map.of(
                "timeZone",
                "Etc/UTC",
                "businessHours",
                Stream.of(DayOfWeek.values())
                    .map(day -> Map.of("day", day, "opens", "08:00", "closes", "16:00"))
                    .toList(),
                "slotIntervalMinutes",
                60))
        .expect(200);
  }

  /** The stack runs again, so there is another port and nobody is signed in. */
  void restarted(StackProcess stack) {
    business = business.restartedAt(stack.origin());
    owner = null;
  }

  /** The same, when what was held or on its way before is over. */
  void restartedAfter(StackProcess stack, Duration time) {
    new Messages(ApiClient.of(stack.origin())).advanceClock(time);
    restarted(stack);
  }

  synchronized ApiClient owner() {
    if (owner == null) {
      owner = business.signIn(person.phone(), person.password());
    }
    return owner;
  }

  /** A key of the business's own server. */
  String apiKey(String... permissions) {
    return business.apiKey(owner(), "server", List.of(permissions)).path("key").asText();
  }

  ApiClient visitor() {
    return business.visitor();
  }

  String resource(String name, String kind) {
    return business.resource(owner(), name, kind);
  }

  /** An hour that any of these does. */
  String service(List<String> resourceIds) {
    return business.service(owner(), "Corte", 60, "50.00", resourceIds);
  }

  /** Books without a login, for somebody new; sent again when no answer comes. */
  Reply book(Map<String, Object> what) {
    String phone = TestStack.phone();
    Map<String, Object> draft = new HashMap<>(what);
    draft.put("client", Map.of("name", "Clara", "phone", phone));
    ApiClient once = visitor().with("Idempotency-Key", phone);
    return StackProcess.answered(() -> once.post("/public/bookings", draft));
  }

  /** The free times of a service in the first days. */
  JsonNode slots(String service, int days) {
    return StackProcess.answered(
            () ->
                visitor()
                    .get(
                        "/services/%s/availability?from=%s&to=%s"
                            .formatted(service, from, from.plusDays(days - 1))))
        .expect(200)
        .path("slots");
  }
}

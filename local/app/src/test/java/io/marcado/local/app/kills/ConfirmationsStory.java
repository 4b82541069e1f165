package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An acknowledged booking is there, and its confirmation is sent, once. */
final class ConfirmationsStory implements KillStory {
  private static final Owner OWNER =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");

  private final LocalDate from = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(2);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Map<String, String> booked = new ConcurrentHashMap<>();
  private Business business;
  private final String service;

  ConfirmationsStory(StackProcess stack) {
    business =
        Business.signUp(ApiClient.of(stack.origin()), "kill-confirmed", "Salão da Rita", OWNER);
    ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
    String ana = business.resource(owner, "Ana", "PERSON");
    service = business.service(owner, "Corte", 60, "50.00", List.of(ana));
  }

  @Override
  public void begin(StackProcess stack, Random luck) {
    business = business.restartedAt(stack.origin());
    int before = booked.size();
    boolean more = true;
    while (more && booked.size() == before) {
      more = step(luck);
    }
  }

  @Override
  public boolean step(Random luck) {
    ApiClient visitor = business.visitor();
    List<String> free =
        StackProcess.answered(
                () ->
                    visitor.get(
                        "/services/%s/availability?from=%s&to=%s"
                            .formatted(service, from, from.plusDays(20))))
            .expect(200)
            .path("slots")
            .findValuesAsText("start");
    if (free.isEmpty()) {
      return false;
    }
    String phone = TestStack.phone();
    asked.add(phone);
    Map<String, Object> draft =
        Map.of(
            "serviceId",
            service,
            "start",
            free.get(luck.nextInt(free.size())),
            "client",
            Map.of("name", "Clara", "phone", phone));
    ApiClient once = visitor.with("Idempotency-Key", phone);
    Reply reply = StackProcess.answered(() -> once.post("/public/bookings", draft));
    if (reply.status() == 201) {
      booked.put(phone, reply.json().path("bookingId").asText());
    }
    return true;
  }

  @Override
  public void check(StackProcess stack) {
    Messages messages = new Messages(ApiClient.of(stack.origin()));
    // Longer than a lease that a killed sender has left.
    await()
        .untilAsserted(
            () ->
                assertThat(booked.keySet())
                    .allSatisfy(phone -> assertThat(messages.to(phone)).isNotEmpty()));
    await()
        .during(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(asked)
                    .allSatisfy(
                        phone ->
                            // In a long run reminders are due too.
                            assertThat(messages.to(phone))
                                .filteredOn(text -> text.contains("confirmada"))
                                .hasSizeLessThan(2)));
    ApiClient owner = business.restartedAt(stack.origin()).signIn(OWNER.phone(), OWNER.password());
    assertThat(booked.values())
        .allSatisfy(
            id ->
                assertThat(owner.get("/bookings/" + id).expect(200).path("status").asText())
                    .isEqualTo("CONFIRMED"));
  }

  @Override
  public String toString() {
    return booked.size() + " booked";
  }
}

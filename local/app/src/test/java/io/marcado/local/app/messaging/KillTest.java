package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Book, kill -9, restart: the booking is there and its confirmation is sent, once. Beside other
 * tests, since it mostly waits for its processes.
 */
@Order(2)
@Tag("kill")
class KillTest {
  private static final String SLUG = "notify-kill";
  private static final Owner OWNER =
      new Owner("Rita", TestStack.phone(), "rita@example.com", "tesoura-e-navalha");

  /**
   * After the answer: at once, several times, since a commit that came too late would be lost in
   * some of them only; and while the message is on its way, wherever that is.
   */
  private static final List<Duration> MOMENTS =
      List.of(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMillis(100),
          Duration.ofMillis(500));

  @Test
  void shouldConfirmOnceWhateverMomentTheStackIsKilled(@TempDir Path folder) throws Exception {
    Map<String, String> booked = new LinkedHashMap<>();
    Business business;
    String service;
    try (StackProcess stack = StackProcess.start(folder)) {
      business = Business.signUp(ApiClient.of(stack.origin()), SLUG, "Salão da Rita", OWNER);
      ApiClient owner = business.signIn(OWNER.phone(), OWNER.password());
      String ana = business.resource(owner, "Ana", "PERSON");
      service = business.service(owner, "Corte", 60, "50.00", List.of(ana));
    }
    for (Duration moment : MOMENTS) {
      try (StackProcess stack = StackProcess.start(folder)) {
        for (int i = 0; i < 3; i++) {
          String phone = TestStack.phone();
          booked.put(phone, book(business.restartedAt(stack.origin()), service, phone));
        }
        Thread.sleep(moment);
      }
    }

    try (StackProcess stack = StackProcess.start(folder)) {
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
                  assertThat(booked.keySet())
                      .allSatisfy(phone -> assertThat(messages.to(phone)).hasSize(1)));
      ApiClient owner =
          business.restartedAt(stack.origin()).signIn(OWNER.phone(), OWNER.password());
      assertThat(booked.values())
          .allSatisfy(
              id ->
                  assertThat(owner.get("/bookings/" + id).expect(200).path("status").asText())
                      .isEqualTo("CONFIRMED"));
    }
  }

  private static String book(Business business, String service, String phone) {
    ApiClient visitor = business.visitor().with("Idempotency-Key", phone);
    LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
    JsonNode slot =
        StackProcess.answered(
                () ->
                    visitor.get(
                        "/services/%s/availability?from=%s&to=%s"
                            .formatted(service, today.plusDays(2), today.plusDays(8))))
            .expect(200)
            .path("slots")
            .path(0);
    Map<String, Object> draft =
        Map.of(
            "serviceId",
            service,
            "start",
            slot.path("start"),
            "client",
            Map.of("name", "Clara", "phone", phone));
    return StackProcess.answered(() -> visitor.post("/public/bookings", draft))
        .expect(201)
        .path("bookingId")
        .asText();
  }
}

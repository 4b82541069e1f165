package io.marcado.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.ListCursors;
import io.marcado.privacy.ClientsFixture.Kept;
import io.marcado.privacy.export.Exports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  private static final ListCursors CURSORS = new ListCursors(List.of("export"));

  private final ClientsFixture fixture = new ClientsFixture();
  private final Exports exports = fixture.bean(Exports.class);
  private final TenantId tenant = fixture.tenant();
  private final Kept ana = fixture.client(tenant);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldTellAllThatIsKeptInOneDocument() {
    JsonNode export = part(ana, Optional.empty());

    JsonNode account = export.path("account");
    assertThat(account.path("name").asText()).isEqualTo(Kept.NAME);
    assertThat(account.path("phone").asText()).isEqualTo(ana.phone().e164());
    assertThat(account.path("email").asText()).isEqualTo(ana.email());
    assertThat(account.path("role").asText()).isEqualTo("CLIENT");
    assertThat(account.path("registeredAs").path("name").asText()).isEqualTo(Kept.NAME);
    assertThat(account.path("hasPassword").asBoolean()).isTrue();
    assertThat(account.path("hasTotp").asBoolean()).isTrue();
    assertThat(export.path("sessions")).hasSize(2);
    assertThat(export.path("sessions").path(0).path("userAgent").asText()).isEqualTo(Kept.DEVICE);
    assertThat(export.path("bookings")).hasSize(2);
    assertThat(export.findValuesAsText("notes")).containsOnly(Kept.NOTE);
    assertThat(export.findValuesAsText("child")).containsOnly(Kept.CHILD);
    assertThat(export.findValuesAsText("reason")).contains(Kept.REASON);
    assertThat(export.path("messages")).hasSize(2);
    assertThat(export.findValuesAsText("kind")).containsExactlyInAnyOrder("CONFIRMED", "CANCELLED");
    assertThat(export.path("securityEvents")).hasSize(1);
    assertThat(export.path("securityEvents").path(0).path("address").asText())
        .isEqualTo("203.0.113.7");
    assertThat(export.path("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldHoldNoSecretAndNobodyElse() {
    Kept bia = fixture.client(tenant);

    String export = part(ana, Optional.empty()).toString();

    assertThat(export).doesNotContain("argon", "sealed-app");
    assertThat(export).doesNotContain(bia.id().value(), bia.phone().e164(), bia.email());
    assertThat(export).doesNotContain(bia.bookingIds());
    assertThat(
            exports
                .part(tenant, ana.id(), Optional.empty(), CURSORS, fixture.now())
                .orElseThrow()
                .toString())
        .doesNotContain(ana.secrets());
  }

  @Test
  void shouldGiveMuchInPartsThatTogetherAreAll() {
    // Quotes take twice the room in JSON, and four times in what Lambda sends.
    String long8Kb = "\"".repeat(3_900);
    List<String> booked = new ArrayList<>(ana.bookingIds());
    for (int hour = 0; hour < 300; hour++) {
      Instant start = ClientsFixture.NINE.plus(Duration.ofDays(10)).plus(Duration.ofHours(hour));
      booked.add(fixture.book(tenant, ana.id(), start, long8Kb));
    }

    List<JsonNode> parts = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      JsonNode part = part(ana, position);
      parts.add(part);
      position = Optional.ofNullable(part.path("nextCursor").textValue()).map(CURSORS::position);
    } while (position.isPresent());

    List<String> told = new ArrayList<>();
    for (JsonNode part : parts) {
      assertThat(Json.write(part.toString()).length()).isLessThan(6_000_000);
      assertThat(part.path("account").path("userId").asText()).isEqualTo(ana.id().value());
      part.path("bookings").forEach(booking -> told.add(booking.path("bookingId").asText()));
    }
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(parts.get(1).path("sessions")).isEmpty();
    assertThat(told).hasSameSizeAs(new HashSet<>(told)).containsExactlyInAnyOrderElementsOf(booked);
    assertThat(parts.getLast().path("messages")).hasSize(2);
    assertThat(parts.getLast().path("securityEvents")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "BOOKINGS",
        "BOOKINGS|nonsense",
        "MESSAGES|nonsense",
        "SECURITY_EVENTS|1",
        "SESSIONS|"
      })
  void shouldRefuseAPlaceThatNoPartNamed(String position) {
    assertThatThrownBy(() -> part(ana, Optional.of(position)))
        .isInstanceOf(ForeignPositionException.class);
  }

  @Test
  void shouldRefuseSomebodyErasedMeanwhile() {
    assertThat(
            exports.part(tenant, new PersonId("nobody"), Optional.empty(), CURSORS, fixture.now()))
        .isEmpty();
  }

  private JsonNode part(Kept person, Optional<String> position) {
    return Json.tree(
        exports.part(person.tenant(), person.id(), position, CURSORS, fixture.now()).orElseThrow());
  }
}

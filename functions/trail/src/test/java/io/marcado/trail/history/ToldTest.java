package io.marcado.trail.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Doer;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {
  private static final Named NAMED =
      new Named(
          Map.of("rita", "Rita {to}"),
          Map.of("ana", "Ana", "bia", "Bia"),
          new LocalTimeline(Zone.of("America/Sao_Paulo")));
  private static final Doer RITA = new Doer(Doer.Kind.MEMBER, Optional.of("rita"));
  private static final String START = "{\"start\":\"2026-11-30T%s:00Z\",\"resourceIds\":[\"%s\"]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | Rita {to}: de 30/11/2026 09:30 para 30/11/2026 11:00; com Bia em vez de Ana.",
        "pt-AO | Rita {to}: de 30/11/2026 09:30 para 30/11/2026 11:00; com Bia em vez de Ana.",
        "es-AR | Rita {to}: de 30/11/2026 09:30 a 30/11/2026 11:00; con Bia en lugar de Ana.",
        "fr | Rita {to}: from 2026-11-30 09:30 to 2026-11-30 11:00; with Bia instead of Ana."
      })
  void shouldTellWhoDidWhatInTheReadersLanguage(String locale, String text) {
    assertThat(
            told(
                locale,
                false,
                RITA,
                START.formatted("12:30", "ana"),
                START.formatted("14:00", "bia")))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MEMBER | O estabelecimento: cancelado.",
        "API_KEY | O estabelecimento: cancelado.",
        "CLIENT | Você: cancelado.",
        "LINK | Cliente, sem login: cancelado.",
        "SYSTEM | Automático: cancelado."
      })
  void shouldTellAClientWhetherTheBusinessDidIt(Doer.Kind kind, String text) {
    Doer doer = new Doer(kind, kind == Doer.Kind.MEMBER ? Optional.of("rita") : Optional.empty());

    assertThat(
            told("pt-BR", true, doer, "{\"status\":\"CONFIRMED\"}", "{\"status\":\"CANCELLED\"}"))
        .isEqualTo(text);
  }

  @Test
  void shouldTellWhatIsNewAndWhatIsOnlyText() {
    assertThat(told("en", false, Doer.of(Doer.Kind.CLIENT), "", START.formatted("12:30", "ana")))
        .isEqualTo("Client: booked for 2026-11-30 09:30.");
    assertThat(told("en", false, RITA, "{}", "{}")).isEqualTo("Rita {to}: texts changed.");
    assertThat(told("en", false, RITA, "{}", "{\"confirmedAt\":\"x\"}"))
        .isEqualTo("Rita {to}: the client comes.");
    assertThat(told("en", false, Doer.of(Doer.Kind.LINK), "{}", "{\"confirmedAt\":\"x\"}"))
        .isEqualTo("Client, without a login: says to come.");
    assertThat(told("en", false, RITA, "{\"expiresAt\":null}", "{\"expiresAt\":\"x\"}"))
        .isEqualTo("Rita {to}: details changed.");
    assertThat(told("en", false, RITA, "{\"status\":\"NO_SHOW\"}", "{\"status\":\"CONFIRMED\"}"))
        .isEqualTo("Rita {to}: confirmed again.");
    assertThat(
            told(
                "en",
                false,
                new Doer(Doer.Kind.MEMBER, Optional.of("gone")),
                "{\"price\":null}",
                "{\"price\":{\"amount\":\"50.00\",\"currency\":\"BRL\"}}"))
        .isEqualTo("Somebody of the team: price from none to 50.00 BRL.");
  }

  /** Each language has every phrase: a missing one throws. */
  @ParameterizedTest
  @ValueSource(strings = {"pt-BR", "pt-PT", "es", "en"})
  void shouldHaveWordsForEveryStatus(String locale) {
    for (String status :
        List.of(
            "PENDING", "CONFIRMED", "CANCELLED", "REJECTED", "COMPLETED", "NO_SHOW", "EXPIRED")) {
      for (Doer.Kind kind : Doer.Kind.values()) {
        for (boolean toClient : new boolean[] {true, false}) {
          assertThat(
                  told(
                      locale,
                      toClient,
                      Doer.of(kind),
                      "{\"status\":\"HELD\",\"end\":\"2026-11-30T12:30:00Z\",\"serviceId\":\"a\",\"seats\":1}",
                      "{\"status\":\"%s\",\"end\":\"2026-11-30T13:30:00Z\",\"serviceId\":\"b\",\"seats\":2}"
                          .formatted(status)))
              .doesNotContain("{", "null");
        }
      }
    }
  }

  private static String told(
      String locale, boolean toClient, Doer doer, String before, String after) {
    return new Told(Locale.forLanguageTag(locale), NAMED, toClient)
        .text(
            new Change(
                Change.Subject.BOOKING,
                "b1",
                "0000000002",
                "booking.updated",
                Instant.parse("2026-11-20T12:00:00Z"),
                doer,
                before.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.read(before, ObjectNode.class)),
                Json.read(after, ObjectNode.class),
                List.of()));
  }
}

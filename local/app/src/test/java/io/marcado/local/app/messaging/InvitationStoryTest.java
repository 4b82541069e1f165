package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;

/** From a booking to the calendar of a client who is told by e-mail. */
class InvitationStoryTest {
  private static final String RITA = "oi@salao.example";

  private final String email = "lia." + TestStack.phone().substring(1) + "@example.com";

  @Test
  void shouldKeepTheClientsCalendarTrueFromTheConfirmationToTheEnd() throws IOException {
    Salon salon = new Salon(TestStack.shared(), "invited-to-salon", "pt-BR");
    salon.settings(Map.of("replyToEmail", RITA));
    ApiClient lia = salon.client(TestStack.phone(), email);
    List<OffsetDateTime> times = salon.times();

    JsonNode booking = salon.book(lia, times.get(0));
    assertEntry(newest(1), booking, "REQUEST", times.get(0), "CONFIRMED");
    salon.change(booking, 1, Map.of("start", times.get(4).toString()));
    assertEntry(newest(2), booking, "REQUEST", times.get(4), "CONFIRMED");
    salon.act(booking, "cancel");
    assertEntry(newest(3), booking, "CANCEL", times.get(4), "CANCELLED");

    List<Integer> sequences = new ArrayList<>();
    for (JsonNode message : invitations().reversed()) {
      VEvent event = calendar(message).getEvents().getFirst();
      sequences.add(event.getSequence().getValue());
      assertThat(event.getOrganizer().getEmail()).isEqualTo(RITA);
      assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo(email);
    }
    assertThat(sequences).isSorted().doesNotHaveDuplicates().hasSize(3);
  }

  private static void assertEntry(
      JsonNode message, JsonNode booking, String method, OffsetDateTime start, String status)
      throws IOException {
    ICalendar calendar = calendar(message);
    VEvent event = calendar.getEvents().getFirst();
    assertThat(calendar.getMethod().getValue()).isEqualTo(method);
    assertThat(event.getUid().getValue()).isEqualTo(booking.path("bookingId").asText());
    assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(start.toInstant());
    assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(start.plusHours(1).toInstant());
    assertThat(event.getStatus().getValue()).isEqualTo(status);
    assertThat(event.getSummary().getValue()).isEqualTo("Marcado / Salão da Rita: Corte (Ana)");
    assertThat(message.path("body").asText()).contains("Salão da Rita", "Corte");
  }

  private JsonNode newest(int count) {
    await().until(() -> invitations().size() == count);
    return invitations().getFirst();
  }

  /** E-mails to the client that have more than text, newest first. */
  private List<JsonNode> invitations() {
    List<JsonNode> found = new ArrayList<>();
    TestStack.origin()
        .get("/_local/messages?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8))
        .expect(200)
        .path("messages")
        .forEach(
            message -> {
              if (message.has("raw")) {
                found.add(message);
              }
            });
    return found;
  }

  private static ICalendar calendar(JsonNode message) throws IOException {
    byte[] raw = message.path("raw").asText().getBytes(StandardCharsets.UTF_8);
    Message mail = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(raw));
    assertThat(mail.getFrom().getFirst().getName()).isEqualTo("Marcado / Salão da Rita");
    Multipart mixed = (Multipart) mail.getBody();
    Multipart alternative = (Multipart) mixed.getBodyParts().getFirst().getBody();
    Entity part = alternative.getBodyParts().getLast();
    ICalendar calendar =
        Biweekly.parse(((TextBody) part.getBody()).getReader().readAllAsString()).first();
    assertThat(part.getHeader().getField("Content-Type").getBody())
        .endsWith("method=" + calendar.getMethod().getValue());
    return calendar;
  }
}

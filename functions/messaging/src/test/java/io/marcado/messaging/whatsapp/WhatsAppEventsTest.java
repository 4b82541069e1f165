package io.marcado.messaging.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.bookings.ProviderNews.What;
import io.marcado.messaging.replies.IncomingText;
import io.marcado.messaging.sending.WhatsAppWindow;
import io.marcado.platform.json.Json;
import io.marcado.senders.whatsapp.OwnNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as Meta documents them. */
class WhatsAppEventsTest {
  private static final String OURS = "106540352242922";
  private static final OwnNumber THEIRS =
      new OwnNumber(new TenantId("aaaaaaaaaaaaaaaa"), "206540352242922");
  private static final PhoneNumber LIA = PhoneNumber.parse("+5511999990001").orElseThrow();

  private static final String STATUSES =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[
        {"field":"messages","value":{"messaging_product":"whatsapp",
         "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},
         "statuses":[
          {"id":"wamid.1","status":"sent","timestamp":"1750857384","recipient_id":"5511999990001",
           "biz_opaque_callback_data":"1/a/b/c"},
          {"id":"wamid.1","status":"delivered","timestamp":"1750857385",
           "recipient_id":"5511999990001","biz_opaque_callback_data":"1/a/b/c",
           "conversation":{"id":"x"},"pricing":{"billable":true}},
          {"id":"wamid.2","status":"failed","timestamp":"1750857386",
           "recipient_id":"5511999990001","biz_opaque_callback_data":"1/a/b/d",
           "errors":[{"code":131026,"title":"Message undeliverable"}]},
          {"id":"wamid.3","status":"read","timestamp":"1750857387",
           "recipient_id":"5511999990001"},
          {"id":"wamid.4","status":"of tomorrow","biz_opaque_callback_data":"1/a/b/e"}]}}]}]}
      """;

  private static final String MESSAGES =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[
        {"field":"messages","value":{"messaging_product":"whatsapp",
         "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},
         "contacts":[{"profile":{"name":"Lia"},"wa_id":"5511999990001"}],
         "messages":[{"from":"5511999990001","id":"wamid.5","timestamp":"1694427240",
          "type":"text","text":{"body":"Oi"}}]}}]}]}
      """;

  @Test
  void shouldTakeWhatSomebodyWaitsForOfOurNumber() throws JsonProcessingException {
    assertThat(read(STATUSES.formatted(OURS)))
        .containsExactly(
            ProviderNews.ofMessage("1/a/b/c", What.DELIVERED, 0, Optional.empty()),
            ProviderNews.ofMessage("1/a/b/d", What.FAILED, 131026, Optional.empty()));
    assertThat(read(MESSAGES.formatted(OURS)))
        .containsExactly(ProviderNews.ofPhone(LIA, 1694427240, Optional.empty()));
  }

  /** The queue keeps news for days, and nobody needs more to know who may get a text. */
  @Test
  void shouldQueueAHashOfThePhoneThatWroteAndNotThePhone() throws JsonProcessingException {
    assertThat(Json.write(read(MESSAGES.formatted(OURS)).getFirst()))
        .contains(WhatsAppWindow.hash(LIA, Optional.empty()))
        .doesNotContain("5511999990001");
  }

  @Test
  void shouldPassOnWhatPeopleTypeAndTheButtonsThatTheyPress() throws JsonProcessingException {
    IncomingText typed = text("wamid.5", "Oi");
    assertThat(events(Json.parse(MESSAGES.formatted(OURS))).texts()).containsExactly(typed);
    String pressed =
        MESSAGES
            .formatted(OURS)
            .replace(
                "\"type\":\"text\",\"text\":{\"body\":\"Oi\"}",
                "\"type\":\"button\",\"button\":{\"payload\":\"x\",\"text\":\"SIM\"}");
    assertThat(events(Json.parse(pressed)).texts()).containsExactly(text("wamid.5", "SIM"));
    String photo = MESSAGES.formatted(OURS).replace("\"type\":\"text\"", "\"type\":\"image\"");
    assertThat(events(Json.parse(photo)).texts()).isEmpty();

    JsonNode queued = Json.parse(typed.message());
    assertThat(IncomingText.isIn(queued)).isTrue();
    assertThat(IncomingText.read(queued)).isEqualTo(typed);
  }

  /** Each business hears of its own number alone, and nobody of numbers that no business has. */
  @Test
  void shouldSayWhoseNumberItIsAbout() throws JsonProcessingException {
    String id = THEIRS.phoneNumberId();
    Optional<OwnNumber> theirs = Optional.of(THEIRS);

    assertThat(read(STATUSES.formatted(id)))
        .containsExactly(
            ProviderNews.ofMessage("1/a/b/c", What.DELIVERED, 0, theirs),
            ProviderNews.ofMessage("1/a/b/d", What.FAILED, 131026, theirs));
    assertThat(read(MESSAGES.formatted(id)))
        .containsExactly(ProviderNews.ofPhone(LIA, 1694427240, theirs));
    assertThat(Json.write(read(MESSAGES.formatted(id)).getFirst()))
        .contains(WhatsAppWindow.hash(LIA, theirs))
        .doesNotContain(WhatsAppWindow.hash(LIA, Optional.empty()), "5511999990001");
    IncomingText text = events(Json.parse(MESSAGES.formatted(id))).texts().getFirst();
    assertThat(text.to()).isEqualTo(theirs);
    assertThat(IncomingText.read(Json.parse(text.message()))).isEqualTo(text);
    assertThat(events(Json.parse(MESSAGES.formatted("2"))).texts()).isEmpty();
    assertThat(events(Json.parse(MESSAGES.formatted("../2"))).texts()).isEmpty();
  }

  private static IncomingText text(String id, String words) {
    return new IncomingText(
        Channel.WHATSAPP, LIA, words, id, Instant.ofEpochSecond(1694427240).plusMillis(999));
  }

  @Test
  void shouldDropWhatIsAboutAnotherNumber() throws JsonProcessingException {
    assertThat(read(STATUSES.formatted("2"))).isEmpty();
    assertThat(read(MESSAGES.formatted("2"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "1",
        "{\"entry\":{\"changes\":1}}",
        "{\"entry\":[{\"changes\":[{\"field\":\"account_update\",\"value\":{}}]}]}",
        "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":"
            + "{\"phone_number_id\":\"106540352242922\"},\"statuses\":[1,{}],"
            + "\"messages\":[null,{\"from\":\"x\",\"timestamp\":\"soon\"},{\"id\":\"wamid.9\",\"type\":\"text\","
            + "\"text\":{\"body\":\"SIM\"},\"from\":\"5511999990001\","
            + "\"timestamp\":\"9223372036854775807\"}]}}]}]}"
      })
  void shouldTakeNothingFromWhatHasNoneOfIt(String body) throws JsonProcessingException {
    assertThat(read(body)).isEmpty();
    assertThat(events(Json.parse(body)).texts()).isEmpty();
  }

  @Test
  void shouldComeThroughTheQueueAsItWas() throws JsonProcessingException {
    for (ProviderNews news :
        List.of(
            ProviderNews.ofMessage("1/a/b/c", What.FAILED, 131026, Optional.empty()),
            ProviderNews.ofPhone(LIA, 1694427240, Optional.empty()),
            ProviderNews.ofPhone(LIA, 1694427240, Optional.of(THEIRS)))) {
      assertThat(ProviderNews.read(Json.parse(Json.write(news)))).isEqualTo(news);
    }
  }

  private static WhatsAppEvents events(JsonNode body) {
    return WhatsAppEvents.of(
        body,
        OURS,
        number -> Optional.of(THEIRS).filter(own -> own.phoneNumberId().equals(number)));
  }

  private static List<ProviderNews> read(String body) throws JsonProcessingException {
    return events(Json.parse(body)).news();
  }
}

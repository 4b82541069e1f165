package io.marcado.local.app.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SettingsEndpointTest {
  private final SignedUp shop = TestStack.business();
  private final ApiClient owner = shop.owner();

  @Test
  void shouldBeginWithTheSettingsOfTheTemplate() {
    JsonNode settings = owner.get("/settings").expect(200);

    assertThat(settings.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "timeZone",
            "locale",
            "currency",
            "businessHours",
            "slotIntervalMinutes",
            "minimumNoticeMinutes",
            "maximumAdvanceDays",
            "cancellationWindowMinutes",
            "approval",
            "approvalDeadlineMinutes",
            "publicBooking",
            "releaseUnconfirmedMinutes",
            "reminderMinutesBefore",
            "smsAccents",
            "followUpMinutesAfter",
            "quietHours",
            "replyToEmail",
            "messageChannels",
            "fallBackAfterMinutes",
            "labels",
            "branding",
            "corsOrigins",
            "closedDates",
            "seasons",
            "specialDates",
            "holidays",
            "phoneCountries");
    assertThat(settings.path("timeZone").asText()).isEqualTo("America/Sao_Paulo");
    assertThat(settings.path("businessHours").path(0).path("opens").asText()).isEqualTo("09:00");
    assertThat(settings.path("labels").path("resource").asText()).isEqualTo("Profissional");
  }

  @Test
  void shouldReadAgainWhatWasReplaced() {
    ObjectNode settings = owner.get("/settings").expect(200).deepCopy();
    settings.put("timeZone", "Europe/Lisbon").put("approval", "MANUAL");
    settings.putArray("closedDates").add("2026-12-25");
    settings.putArray("phoneCountries").add("BR");

    JsonNode replaced = owner.put("/settings", settings).expect(200);

    assertThat(replaced).isEqualTo(settings);
    assertThat(owner.get("/settings").expect(200)).isEqualTo(settings);
  }

  @Test
  void shouldLeaveTheRestOnAChange() {
    ObjectNode before = owner.get("/settings").expect(200).deepCopy();

    JsonNode after =
        owner
            .patch("/settings", Map.of("slotIntervalMinutes", 20, "labels", Map.of("a", "b")))
            .expect(200);

    before.put("slotIntervalMinutes", 20);
    before.withObject("/labels").put("a", "b");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void shouldLoseNoneOfManyChangesAtOnce() throws InterruptedException, ExecutionException {
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        Map<String, Object> change = Map.of("labels", Map.of("label" + i, "Text " + i));
        replies.add(executor.submit(() -> owner.patch("/settings", change)));
      }
    }
    for (Future<Reply> reply : replies) {
      reply.get().expect(200);
    }

    assertThat(owner.get("/settings").expect(200).path("labels")).hasSize(9);
  }

  @Test
  void shouldNameWhatIsWrongAndChangeNothing() {
    JsonNode before = owner.get("/settings").expect(200);

    Reply patched =
        owner.patch("/settings", Map.of("slotIntervalMinutes", 7, "timeZone", "Mars/Olympus"));
    Reply replaced = owner.put("/settings", Map.of("locale", "fr-FR"));

    assertThat(patched.status()).isEqualTo(400);
    assertThat(patched.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/slotIntervalMinutes", "/timeZone");
    assertThat(replaced.status()).isEqualTo(400);
    assertThat(replaced.json().path("errors").findValuesAsText("pointer"))
        .contains("/locale", "/timeZone", "/businessHours", "/branding");
    assertThat(replaced.text()).contains("the languages are en, es, pt");
    assertThat(owner.get("/settings").expect(200)).isEqualTo(before);
  }

  @Test
  void shouldLetOnlyThoseWhoRunTheBusinessSeeAndChangeThem() {
    ApiClient visitor = shop.visitor();
    ApiClient client = shop.client("Ana");
    ApiClient stranger = visitor.as(tokenOfAnotherOwner());

    for (Map.Entry<ApiClient, Integer> each :
        Map.of(visitor, 401, client, 403, stranger, 403).entrySet()) {
      assertThat(each.getKey().get("/settings").status()).isEqualTo(each.getValue());
      assertThat(each.getKey().patch("/settings", Map.of("approval", "MANUAL")).status())
          .isEqualTo(each.getValue());
      assertThat(each.getKey().put("/settings", Map.of()).status()).isEqualTo(each.getValue());
    }
  }

  private static String tokenOfAnotherOwner() {
    String slug = "other-" + UUID.randomUUID().toString().substring(0, 18);
    Owner owner = new Owner("Eva", TestStack.phone(), "eva@example.com", "outra-senha-longa");
    return Business.signUp(TestStack.origin(), slug, "Outra", owner)
        .tokens(owner.phone(), owner.password())
        .path("accessToken")
        .asText();
  }
}

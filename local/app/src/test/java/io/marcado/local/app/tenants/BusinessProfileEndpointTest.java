package io.marcado.local.app.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusinessProfileEndpointTest {
  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final CheckedClient visitor = new CheckedClient(shop.visitor());

  @Test
  void shouldTellAVisitorWhatAPageNeeds() {
    JsonNode settings =
        owner
            .patch(
                "/settings",
                Map.of(
                    "branding",
                    Map.of("logoUrl", "https://example.com/logo.svg", "primaryColor", "#1a73e8"),
                    "labels",
                    Map.of("resource", "Cadeira"),
                    "closedDates",
                    List.of("2026-12-25"),
                    "seasons",
                    List.of(Map.of("from", "12-01", "to", "01-31", "hours", List.of())),
                    "specialDates",
                    List.of(Map.of("from", "2026-12-27", "to", "2026-12-31", "closed", true)),
                    "holidays",
                    Map.of("country", "BR", "rule", "CLOSED"),
                    "phoneCountries",
                    List.of("PT", "BR"),
                    "cancellationWindowMinutes",
                    180))
            .expect(200);

    JsonNode profile = visitor.get("/profile").expect(200);

    for (String shared :
        List.of(
            "branding",
            "labels",
            "locale",
            "currency",
            "timeZone",
            "businessHours",
            "closedDates",
            "seasons",
            "specialDates",
            "holidays",
            "slotIntervalMinutes",
            "minimumNoticeMinutes",
            "maximumAdvanceDays",
            "cancellationWindowMinutes",
            "approval",
            "publicBooking",
            "phoneCountries")) {
      assertThat(profile.path(shared)).as(shared).isEqualTo(settings.path(shared));
    }
    assertThat(profile.path("tzRelease"))
        .isEqualTo(TestStack.origin().get("/ready").expect(200).path("tzRelease"));
    assertThat(profile.has("corsOrigins")).isFalse();
    assertThat(profile.has("reminderMinutesBefore")).isFalse();
  }

  @Test
  void shouldOfferTheCountriesThatGetMessagesWhenTheBusinessNamesNone() {
    assertThat(owner.get("/settings").expect(200).path("phoneCountries")).isEmpty();

    assertThat(visitor.get("/profile").expect(200).path("phoneCountries").valueStream().toList())
        .extracting(JsonNode::asText)
        .contains("BR", "PT")
        .isSorted();
  }

  @Test
  void shouldSendItAgainOnlyWhenItHasChanged() {
    Reply first = visitor.get("/profile");
    String tag = first.header("ETag").orElseThrow();
    assertThat(first.header("Cache-Control")).contains("public, max-age=60");

    Reply same = visitor.with("If-None-Match", "\"other\", W/" + tag).get("/profile");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.header("ETag")).contains(tag);
    assertThat(same.header("Cache-Control")).contains("public, max-age=60");

    owner.patch("/settings", Map.of("slotIntervalMinutes", 20)).expect(200);
    Reply changed = visitor.with("If-None-Match", tag).get("/profile");
    assertThat(changed.expect(200).path("slotIntervalMinutes").asInt()).isEqualTo(20);
    assertThat(changed.header("ETag")).isNotEqualTo(Optional.of(tag));
  }

  @Test
  void shouldNotStumbleOverAnOldToken() {
    visitor.with("Authorization", "Bearer old").get("/profile").expect(200);
  }

  @Test
  void shouldSayThatThereIsNoSuchBusiness() {
    assertThat(
            shop.visitor()
                .at(TestStack.origin().base() + "/nobody-here")
                .get("/profile")
                .json()
                .path("code")
                .asText())
        .isEqualTo("no-such-business");
  }
}

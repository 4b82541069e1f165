package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From whom a business takes bookings without a login. */
class PublicBookingRightsTest {
  private final Shop shop = new Shop();

  @Test
  void shouldTakeNoneForAClientWhomTheBusinessHasDisabledAndNotSayWhy() {
    String phone = TestStack.phone();
    ApiClient client = shop.signedUp.business().register("Lia", phone, "corte-de-sexta");
    String id = client.get("/users/me").expect(200).path("userId").asText();
    shop.owner.patch("/users/" + id, Map.of("enabled", false)).expect(200);

    assertThat(book(phone, "10:00")).isEqualTo("booking-not-taken");

    shop.owner.patch("/users/" + id, Map.of("enabled", true)).expect(200);
    assertThat(book(phone, "10:00")).isEmpty();
  }

  @Test
  void shouldTakeNoneForADisabledClientWhoNeverRegistered() {
    String phone = TestStack.phone();
    Map<String, Object> draft = shop.draft(shop.cut, shop.at("10:00"));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    String id = Shop.id(shop.visitor.post("/public/bookings", draft));
    String client = shop.owner.get("/bookings/" + id).expect(200).path("clientId").asText();
    shop.owner.patch("/users/" + client, Map.of("enabled", false)).expect(200);

    assertThat(book(phone, "11:00")).isEqualTo("booking-not-taken");
  }

  @Test
  void shouldTakeNoneWhereTheSettingsSaySo() {
    shop.settings(Map.of("publicBooking", "OFF"));
    assertThat(book(TestStack.phone(), "11:00")).isEqualTo("booking-not-taken");

    shop.settings(Map.of("publicBooking", "OPEN"));
    assertThat(book(TestStack.phone(), "11:00")).isEmpty();
  }

  /** The code of the problem; empty for a booking. */
  private String book(String phone, String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.at(time));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return shop.visitor.post("/public/bookings", draft).json().path("code").asText("");
  }
}

package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.contract.CheckedClient;
import java.util.List;
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
  void shouldTakeNoneForADisabledClientWithThePhoneOfTheTeam() {
    String phone = shop.owner.get("/users/me").expect(200).path("phone").asText();
    disable(bookedBy(phone, "10:00"));

    assertThat(book(phone, "11:00")).isEqualTo("booking-not-taken");
  }

  @Test
  void shouldTellNobodyWhoIsDisabledWhereTheTimeIsTaken() {
    String barred = TestStack.phone();
    disable(bookedBy(barred, "10:00"));
    book(TestStack.phone(), "11:00");
    book(TestStack.phone(), "11:00");

    assertThat(answer(barred, "11:00")).isEqualTo(answer(TestStack.phone(), "11:00"));
    assertThat(book(barred, "11:00")).isEqualTo("slot-taken");
    assertThat(withAna(barred, "11:00")).isEqualTo("slot-taken");
    assertThat(withAna(barred, "09:00")).isEqualTo("booking-not-taken");
  }

  @Test
  void shouldRepeatTheBookingOfAClientWhoIsDisabledSince() {
    String phone = TestStack.phone();
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    CheckedClient repeating = shop.visitor.with("Idempotency-Key", "k-" + phone);
    String booking = Shop.id(repeating.post("/public/bookings", draft));
    disable(shop.owner.get("/bookings/" + booking).expect(200).path("clientId").asText());

    assertThat(Shop.id(repeating.post("/public/bookings", draft))).isEqualTo(booking);
  }

  @Test
  void shouldTakeNoneWhereTheSettingsSaySo() {
    shop.settings(Map.of("publicBooking", "OFF"));
    assertThat(book(TestStack.phone(), "11:00")).isEqualTo("booking-not-taken");

    shop.settings(Map.of("publicBooking", "OPEN"));
    assertThat(book(TestStack.phone(), "11:00")).isEmpty();
  }

  private String bookedBy(String phone, String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.at(time));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return shop.visitor.post("/public/bookings", draft).expect(201).path("clientId").asText();
  }

  private void disable(String clientId) {
    shop.owner.patch("/users/" + clientId, Map.of("enabled", false)).expect(200);
  }

  /** The code of the problem; empty for a booking. */
  private String book(String phone, String time) {
    return answer(phone, time).path("code").asText("");
  }

  private String withAna(String phone, String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at(time));
    return answer(phone, draft).path("code").asText("");
  }

  private ObjectNode answer(String phone, String time) {
    return answer(phone, shop.draft(shop.cut, shop.at(time)));
  }

  /** The whole answer, but for what names the request. */
  private ObjectNode answer(String phone, Map<String, Object> draft) {
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    ObjectNode answer = shop.visitor.post("/public/bookings", draft).json().deepCopy();
    answer.remove(List.of("traceId", "instance"));
    return answer;
  }
}

package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only staff change of a booking: its price, with a reason, and notes for the team. */
class PriceByStaffTest {
  private static final Map<String, Object> FORTY = Map.of("amount", "40.00", "currency", "BRL");

  private final Shop shop = new Shop();
  private final CheckedClient lia = shop.client("Lia");
  private final String id =
      Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("09:00"))));

  @Test
  void shouldChangeThePriceWithAReasonAndShowThatToStaffAlone() {
    JsonNode changed =
        change(
                shop.owner,
                1,
                Map.of(
                    "price", FORTY, "priceReason", "Cliente antiga", "internalNotes", "Dinheiro"))
            .expect(200);

    assertThat(changed.path("price").path("amount").asText()).isEqualTo("40.00");
    assertThat(changed.path("previousPrice").path("amount").asText()).isEqualTo("50.00");
    assertThat(changed.path("priceReason").asText()).isEqualTo("Cliente antiga");
    assertThat(changed.path("internalNotes").asText()).isEqualTo("Dinheiro");
    JsonNode forStaff = shop.owner.get("/bookings/" + id).expect(200);
    assertThat(forStaff.path("internalNotes").asText()).isEqualTo("Dinheiro");
    assertThat(forStaff.has("previousPrice")).isFalse();
    assertThat(shop.owner.get(calendar()).expect(200).toString()).contains("Dinheiro");

    JsonNode forClient = lia.get("/bookings/" + id).expect(200);
    assertThat(forClient.path("price").path("amount").asText()).isEqualTo("40.00");
    assertThat(forClient.toString() + lia.get("/bookings").expect(200))
        .doesNotContain("Dinheiro", "antiga", "internalNotes", "priceReason");
    JsonNode moved = change(lia, 2, Map.of("start", shop.at("10:00"))).expect(200);
    assertThat(moved.path("price").path("amount").asText()).isEqualTo("40.00");
    assertThat(moved.toString()).doesNotContain("Dinheiro", "antiga");
    assertThat(lia.get("/users/me/export").expect(200).toString())
        .doesNotContain("Dinheiro", "antiga");
  }

  @Test
  void shouldKeepThePriceOfStaffWhenAMoveThatWaitsIsRejected() {
    shop.settings(Map.of("approval", "MANUAL"));
    change(lia, 1, Map.of("start", shop.at("10:00"))).expect(200);
    change(shop.owner, 2, Map.of("price", FORTY, "priceReason", "Desculpas")).expect(200);

    JsonNode rejected = shop.owner.post("/bookings/" + id + "/reject", "{}").expect(200);

    assertThat(rejected.path("start").asText()).isEqualTo(shop.at("09:00"));
    assertThat(rejected.path("price").path("amount").asText()).isEqualTo("40.00");
  }

  @Test
  void shouldClearTheNoteAndThePrice() {
    change(shop.owner, 1, Map.of("internalNotes", "Dinheiro")).expect(200);
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("internalNotes", null);
    nothing.put("price", null);
    nothing.put("priceReason", "Presente");

    JsonNode cleared = change(shop.owner, 2, nothing).expect(200);

    assertThat(cleared.has("internalNotes")).isFalse();
    assertThat(cleared.path("price").isNull()).isTrue();
    assertThat(cleared.path("previousPrice").path("amount").asText()).isEqualTo("50.00");
  }

  @Test
  void shouldRefuseClientsAndWhatIsIncomplete() {
    Reply byClient =
        change(lia, 1, Map.of("price", FORTY, "priceReason", "Porque sim", "internalNotes", "x"));
    assertThat(byClient.status()).isEqualTo(400);
    assertThat(pointers(byClient)).containsExactlyInAnyOrder("/price", "/internalNotes");

    assertThat(pointers(change(shop.owner, 1, Map.of("price", FORTY))))
        .containsExactly("/priceReason");
    assertThat(pointers(change(shop.owner, 1, Map.of("notes", "x", "priceReason", "Porque sim"))))
        .containsExactly("/priceReason");
    assertThat(
            pointers(
                change(
                    shop.owner,
                    1,
                    Map.of(
                        "price",
                        Map.of("amount", "4.00", "currency", "EUR"),
                        "priceReason",
                        "Porque sim"))))
        .containsExactly("/price/currency");
    assertThat(shop.owner.get("/bookings/" + id).expect(200).path("version").asInt()).isEqualTo(1);
  }

  private static List<String> pointers(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    return reply.json().path("errors").valueStream().map(e -> e.path("pointer").asText()).toList();
  }

  private Reply change(CheckedClient caller, int version, Map<String, Object> change) {
    return caller.with("If-Match", "\"" + version + "\"").patch("/bookings/" + id, change);
  }

  private String calendar() {
    return "/calendar?from=%s&to=%s".formatted(shop.monday, shop.monday);
  }
}

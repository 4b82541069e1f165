package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CalendarOfManyTest {
  private static final int MOST = 100;

  @Test
  void shouldAskForAResourceWhereThereAreTooMany() {
    Shop shop = new Shop();
    String calendar = "/calendar?from=" + shop.monday + "&to=" + shop.monday;
    var lia = shop.client("Lia");
    String inactive = shop.room("Sala", 1);
    shop.owner.delete("/resources/" + inactive).expect(204);
    // Ana and Bruno are there already.
    for (int number = 2; number < MOST; number++) {
      shop.room("Sala " + number, 1);
    }
    lia.get(calendar).expect(200);
    String last = shop.room("Sala " + MOST, 1);

    JsonNode refused = lia.get(calendar).expect(400);

    assertThat(refused.path("code").asText()).isEqualTo("validation-failed");
    assertThat(refused.path("errors").path(0).path("parameter").asText()).isEqualTo("resourceId");
    lia.get(calendar + "&resourceId=" + last).expect(200);
    shop.owner.get(calendar).expect(200);
  }
}

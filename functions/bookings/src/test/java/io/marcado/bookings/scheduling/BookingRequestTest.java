package io.marcado.bookings.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ServiceId;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BookingRequestTest {

  @Test
  void shouldTellApartWhatOnlyLooksAlike() {
    List<Map<String, Object>> different =
        List.of(
            Map.of("a", "1, b=2"),
            Map.of("a", "1", "b", "2"),
            Map.of("a", new BigDecimal(1), "b", "2"),
            Map.of("a", "true"),
            Map.of("a", true),
            Map.of("a", "1\",\"b\":\"2"));

    assertThat(different.stream().map(fields -> hash(request(fields, "Ana", ""))).distinct())
        .hasSameSizeAs(different);
    assertThat(hash(request(Map.of(), "Ana", "b\nc@example.com")))
        .isNotEqualTo(hash(request(Map.of(), "Ana\nb", "c@example.com")));
  }

  @Test
  void shouldBeTheSameInAnyOrder() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("b", "2");
    fields.put("a", new BigDecimal("1.50"));
    Map<String, Object> sorted = new LinkedHashMap<>();
    sorted.put("a", new BigDecimal("1.5"));
    sorted.put("b", "2");

    assertThat(hash(request(fields, "Ana", ""))).isEqualTo(hash(request(sorted, "Ana", "")));
  }

  private static BookingRequest request(Map<String, Object> fields, String name, String email) {
    return new BookingRequest(
        new SlotRequest(
            new ServiceId("cut"),
            Optional.empty(),
            OffsetDateTime.parse("2026-11-23T12:00:00Z"),
            Optional.empty()),
        Optional.empty(),
        Optional.of(
            new Whom.ByPhone(
                new ClientDraft(
                    name,
                    new PhoneNumber("+5511999990001", "BR"),
                    Optional.of(email).filter(text -> !text.isEmpty())))),
        Optional.empty(),
        Optional.empty(),
        fields,
        Set.of(),
        Optional.of("key"));
  }

  private static String hash(BookingRequest request) {
    return request.hash(request.client().orElseThrow());
  }
}

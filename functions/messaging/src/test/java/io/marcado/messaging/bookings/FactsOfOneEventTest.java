package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.booking;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Channel;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.notices.BookingNotices;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsOfOneEventTest {
  private static final TenantId TENANT = new TenantId("abcdabcdabcdabcd");

  private final FakeBookingFacts present = new FakeBookingFacts();
  private final BookingImage image = booking(BookingStatus.CONFIRMED);
  private final List<String> read = new ArrayList<>();
  private final BookingFacts facts = new FactsOfOneEvent(counting());

  @Test
  void shouldReadEachFactOnce() {
    present.member(
        "rita",
        Role.OWNER,
        new BookingNotices(
            List.of(Channel.SMS), BookingNotices.Bookings.ALL, BookingNotices.When.AT_ONCE));
    for (int i = 0; i < 2; i++) {
      assertThat(facts.team(TENANT)).hasSize(1);
      assertThat(facts.member(TENANT, "rita")).isPresent();
      assertThat(facts.member(TENANT, "nobody")).isEmpty();
      assertThat(facts.client(TENANT, "lia")).isPresent();
      assertThat(facts.comes(TENANT, image)).isEmpty();
      assertThat(facts.comes(TENANT, Role.OWNER, image)).contains("Lia");
      assertThat(facts.names(TENANT, image).service()).isEqualTo("Corte de cabelo");
    }

    assertThat(read).containsExactly("team", "client", "comes", "comes", "names");
  }

  @Test
  void shouldTellTwoPeopleApart() {
    assertThat(facts.client(TENANT, "lia").orElseThrow().contact().id().value()).isEqualTo("lia");
    assertThat(facts.client(TENANT, "ana").orElseThrow().contact().id().value()).isEqualTo("ana");
  }

  @Test
  void shouldSeeWhatBecameOfABookingBetweenTwoMessages() {
    present.booking(image);
    assertThat(facts.booking(TENANT, image.bookingId().value())).contains(image);

    present.booking(null);
    assertThat(facts.booking(TENANT, image.bookingId().value())).isEmpty();
  }

  private BookingFacts counting() {
    return (BookingFacts)
        Proxy.newProxyInstance(
            BookingFacts.class.getClassLoader(),
            new Class<?>[] {BookingFacts.class},
            (_, method, values) -> {
              read.add(method.getName());
              return method.invoke(present, values);
            });
  }
}

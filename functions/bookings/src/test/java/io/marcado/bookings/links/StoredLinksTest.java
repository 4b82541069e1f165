package io.marcado.bookings.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.scheduling.Salon;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.config.Variables;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.BaseUrls;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.platform.tenant.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every business has links, also one that signed up before its address was kept. */
class StoredLinksTest {
  private static final String REGION = "AWS_REGION";

  private final Salon salon = new Salon("links-of-address=10");

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldBeginWithTheAddressOfTheSignUp() {
    signedUp(business().text(BaseUrls.ATTRIBUTE, "https://first.example"));

    assertThat(made(Map.of("TENANT_URL", "https://{slug}.book.example")))
        .startsWith("https://first.example/l/");
  }

  @Test
  void shouldBeginWithThePresentAddressOfABusinessFromBefore() {
    signedUp(business());

    assertThat(made(Map.of("TENANT_URL", "https://{slug}.book.example", REGION, "sa-east-1")))
        .startsWith("https://salon.book.example/l/");
    assertThat(made(Map.of(REGION, "sa-east-1")))
        .startsWith("https://a1b2c3.execute-api.sa-east-1.amazonaws.com/salon/l/");
  }

  @Test
  void shouldMakeNoneThatLeadsOutOfALaptop() {
    signedUp(business());

    assertThat(
            links(Map.of(REGION, "us-east-1", "AWS_ENDPOINT_URL", "http://localhost:3001"))
                .make(salon.tenant, booking().image(), Locale.ENGLISH))
        .isEmpty();
  }

  private void signedUp(Item.Builder business) {
    table().of(salon.tenant).write(Write.put(PlanReader.key(salon.tenant), business.build()));
  }

  private static Item.Builder business() {
    return Item.builder()
        .text("plan", "FREE")
        .text(BaseUrls.SLUG, "salon")
        .text(BaseUrls.SHARD, "a1b2c3");
  }

  /** The address of a new link, which opens the booking. */
  private String made(Map<String, String> variables) {
    String address =
        links(variables).make(salon.tenant, booking().image(), Locale.ENGLISH).orElseThrow();
    Optional<BookingLink> link =
        salon
            .bean(LinkStore.class)
            .find(salon.tenant, address.substring(address.lastIndexOf('/') + 1));
    assertThat(link.filter(found -> found.opens(booking(), Salon.NOW))).isPresent();
    return address;
  }

  private StoredLinks links(Map<String, String> variables) {
    return new StoredLinks(
        salon.bean(LinkStore.class),
        new BaseUrls(
            table(),
            new ConfigurationCache(() -> Salon.NOW, Duration.ZERO),
            new Variables(variables)),
        salon.bean(Ids.class),
        table(),
        salon.bean(SettingsReader.class),
        () -> Salon.NOW);
  }

  private Table table() {
    return salon.bean(Table.class);
  }

  private static Booking booking() {
    return SampleBooking.of(
        new BookingId("b1"),
        List.of(new ResourceId("one")),
        Interval.ofMinutes(Salon.NINE, 60),
        Salon.NOW);
  }
}

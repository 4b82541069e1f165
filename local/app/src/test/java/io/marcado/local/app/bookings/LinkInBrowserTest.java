package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.bookings.LinkStoryTest.Booked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client moves a booking by the link of a message, in a real browser on an old phone. */
class LinkInBrowserTest {
  private static final Shop SHOP = LinkStoryTest.SHOP;

  /** Whether some part of the page lies beside the screen, or a finger misses it. */
  private static final String CUT_OFF =
      """
      [...document.querySelectorAll('body *')].filter(one => {
        const box = one.getBoundingClientRect();
        return box.left < 0 || box.right > innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1
            && getComputedStyle(one).display !== 'inline'
          || one.matches('a,button') && box.height < 24;
      }).map(one => one.outerHTML.slice(0, 200))
      """;

  @Test
  void shouldMoveOnceByTheKeyboardOnASmallScreen(@TempDir Path profile) throws IOException {
    Optional<Path> program = Chromium.installed();
    assumeTrue(
        program.isPresent() || System.getenv("CI") != null,
        "chromium is not installed (apt-get install chromium)");
    String tuesday = SHOP.monday.plusDays(8).toString();
    String service =
        SHOP.signedUp
            .business()
            .service(
                SHOP.signedUp.owner(),
                "Hidratação-reconstrução-e-cauterização-de-cabelos-compridos <até a cintura>",
                60,
                "50.00",
                List.of(SHOP.ana));
    Booked booked = LinkStoryTest.book(service, tuesday + "T09:00:00-03:00");

    try (Chromium browser = new Chromium(program.orElseThrow(), profile)) {
      browser.open(SHOP.signedUp.visitor().base() + booked.link());
      check(browser, "Você vem?");
      browser.press("Escolher outro horário");
      check(browser, "Escolher outro horário");
      browser.press(browser.controls().getFirst());
      check(browser, "Quer este horário?");
      String chosen = clock(browser);
      assertThat(LinkStoryTest.booking(booked).path("version").asInt()).isEqualTo(1);
      browser.press("Ficar com este horário");

      check(browser, "Sua reserva está no novo horário");
      assertThat(clock(browser)).isEqualTo(chosen);
      JsonNode moved = LinkStoryTest.booking(booked);
      assertThat(moved.path("version").asInt()).isEqualTo(2);
      assertThat(moved.path("start").asText()).contains("T" + chosen).doesNotStartWith(tuesday);

      // Who goes back to choose that time meets the booking, which is there.
      browser.back();
      check(browser, "Você vem?");
      assertThat(clock(browser)).isEqualTo(chosen);
      assertThat(LinkStoryTest.booking(booked)).isEqualTo(moved);
    }
  }

  private static void check(Chromium browser, String title) {
    assertThat(browser.evaluate("document.querySelector('h1').textContent").asText())
        .isEqualTo(title);
    assertThat(browser.evaluate("document.title").asText()).startsWith(title);
    assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("pt-BR");
    assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(Chromium.WIDTH);
    assertThat(browser.evaluate(CUT_OFF)).as("cut off, or too small").isEmpty();
    assertThat(browser.controls()).isNotEmpty().noneMatch(String::isBlank).doesNotHaveDuplicates();
    assertThat(browser.complaints()).isEmpty();
  }

  /** The time that the page states first. */
  private static String clock(Chromium browser) {
    String stated = browser.evaluate("document.querySelector('strong').textContent").asText();
    return stated.substring(stated.length() - "09:00".length());
  }
}

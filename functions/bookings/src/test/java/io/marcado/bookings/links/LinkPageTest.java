package io.marcado.bookings.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.links.Tapped.Act;
import io.marcado.bookings.links.Tapped.Outcome;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.Zone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see behind a link. */
class LinkPageTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final ResourceId BIA = new ResourceId("bia");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pt-BR | Você vem?           | segunda-feira, 23/11/2026 09:00 | Confirmar presença | Escolher outro horário | Cancelar a reserva
          pt    | Você vem?           | segunda-feira, 23/11/2026 09:00 | Confirmar presença | Escolher outro horário | Cancelar a reserva
          pt-PT | Vem à sua marcação? | segunda-feira, 23/11/2026 09:00 | Confirmar presença | Escolher outra hora    | Cancelar a marcação
          pt-AO | Vem à sua marcação? | segunda-feira, 23/11/2026 09:00 | Confirmar presença | Escolher outra hora    | Cancelar a marcação
          es-MX | ¿Asistirá?          | lunes, 23/11/2026 09:00         | Asistiré           | Elegir otra hora       | Cancelar la reserva
          en    | Will you come?      | Monday, 2026-11-23 09:00        | I will come        | Choose another time    | Cancel the booking
          """)
  void shouldAskInTheWordsOfTheMessage(
      String locale, String title, String when, String confirm, String move, String cancel) {
    String page = page(shown(booking(), Locale.forLanguageTag(locale), EnumSet.allOf(Act.class)));

    assertThat(page)
        .contains("<h1>" + title + "</h1>", when, "Sao Paulo", "Corte (Ana)")
        .contains("action=\"?act=CONFIRM&amp;version=1\"", ">" + confirm + "</button>")
        .contains("action=\"?act=CANCEL&amp;version=1\"", ">" + cancel + "</button>")
        .contains("href=\"?day=2026-11-20\"", ">" + move + "</a>")
        .doesNotContain("<script", "src=", "http");
  }

  @Test
  void shouldShowTimesByDayAndNameThemWhole() {
    MoveTarget byBia = new MoveTarget(Optional.of(START), Optional.of(BIA), Optional.empty());
    Instant next = START.plus(Duration.ofDays(1));
    List<FreeTime> times =
        List.of(
            new FreeTime(START, byBia, Optional.of("Bia & Co"), false),
            new FreeTime(next, MoveTarget.at(next), Optional.empty(), true));

    String page = page(times(times, false));

    assertThat(page)
        .contains("<h2>Monday, 2026-11-23</h2>\n<ul>", "<h2>Tuesday, 2026-11-24</h2>\n<ul>")
        .contains(
            "<a href=\"?start=2026-11-23T12:00:00Z&amp;resourceId=bia\""
                + " aria-label=\"Monday, 2026-11-23 09:00, Bia &amp; Co\">09:00, Bia &amp; Co</a>")
        .contains(">09:00, as agreed</a>")
        .contains("href=\"?day=2026-11-27\"", "href=\"?day=2026-11-20\"", "href=\"?\"")
        .doesNotContain("cannot be had", "<script", "src=", "http");
    assertThat(page.split("<ul>", -1)).hasSameSizeAs(page.split("</ul>", -1));
  }

  @Test
  void shouldSayThatATimeWasLostAndThatThereIsNone() {
    LinkPage lost = LinkPage.of(times(List.of(), true));

    assertThat(lost.status()).isEqualTo(409);
    assertThat(lost.html())
        .contains("That time cannot be had any more.", "no free time until Thursday, 2026-11-26.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pt-BR | O preço muda de 50,00 EUR para 60,00 EUR. | Precisamos aceitar antes.
          pt-PT | O preço muda de 50,00 EUR para 60,00 EUR. | Primeiro temos de aceitar.
          es    | El precio cambia de 50,00 EUR a 60,00 EUR. | Primero tenemos que aceptarlo.
          en    | The price changes from 50.00 EUR to 60.00 EUR. | We have to agree first.
          """)
  void shouldTellWhatAMoveCostsBeforeItIsDone(String locale, String price, String waits) {
    Booking before = booking().priced(Optional.of(Money.of("50.00", "EUR")));
    Booking next =
        booking()
            .priced(Optional.of(Money.of("60.00", "EUR")))
            .waiting(before, START.minus(Duration.ofDays(1)));

    String page = page(chosen(before, next, Locale.forLanguageTag(locale)));

    assertThat(page)
        .contains(price, waits)
        .contains("?act=MOVE&amp;version=1&amp;start=2026-11-23T12:00:00Z&amp;terms=");
    assertThat(page(chosen(before, before, Locale.ENGLISH))).doesNotContain("price", "agree");
  }

  /** A form of a page that showed other terms must not do. */
  @Test
  void shouldTellTermsApart() {
    Booking dear = booking().priced(Optional.of(Money.of("60.00", "EUR")));

    assertThat(
            Set.of(
                Tapped.terms(booking()),
                Tapped.terms(dear),
                Tapped.terms(dear.waiting(booking(), START.minus(Duration.ofDays(1))))))
        .hasSize(3);
    assertThat(Tapped.terms(dear)).isEqualTo(Tapped.terms(dear)).matches("[a-z2-7]{16}");
  }

  @Test
  void shouldSayWhatToDoWhereItDoesNotMove() {
    Tapped.Shown fixed =
        new Tapped.Shown(
            booking(),
            business(),
            Locale.ENGLISH,
            Set.of(Act.CANCEL),
            Optional.empty(),
            Optional.empty(),
            Outcome.PLAIN);

    assertThat(page(fixed))
        .contains("The time cannot be changed here. Please contact us.")
        .doesNotContain("Choose another time");
  }

  /** A phrase that one language lacks would be an error on its page alone. */
  @Test
  void shouldHaveWordsForEveryStateInEveryLanguage() {
    for (String locale : List.of("pt-BR", "pt-PT", "es", "en")) {
      LinkWords words = LinkWords.of(Locale.forLanguageTag(locale));
      for (BookingStatus status : BookingStatus.values()) {
        assertThat(words.phrase("state." + status)).isNotBlank();
      }
      for (String name :
          List.of("state.COMES", "state.MOVES", "gone", "gone.title", "too-often", "refused")) {
        assertThat(words.phrase(name)).isNotBlank();
      }
      for (String name :
          List.of("state.MOVED", "no-move", "not-free", "other-terms", "later", "earlier")) {
        assertThat(words.phrase(name)).isNotBlank();
      }
      for (String name :
          List.of("back", "other-times", "agreed", "move.title", "move", "waits", "waits-still")) {
        assertThat(words.phrase(name)).isNotBlank();
      }
      for (String name : List.of("asked", "no-times", "until-now")) {
        assertThat(words.phrase(name, "now")).contains("now");
      }
      assertThat(words.price(Optional.empty(), Optional.of(Money.of("5", "JPY"))))
          .contains("5 JPY");
      assertThat(words.phrase("closed", "now")).contains("now");
      assertThat(words.phrase("too-often.title")).isNotBlank();
      for (int day = 1; day <= 7; day++) {
        assertThat(words.phrase("day." + day)).isNotBlank();
      }
    }
  }

  @Test
  void shouldSayWhyThereIsNoButton() {
    Tapped.Shown late =
        new Tapped.Shown(
            booking(),
            business(),
            Locale.ENGLISH,
            Set.of(),
            Optional.empty(),
            Optional.of(START.minus(Duration.ofDays(1))),
            Outcome.REFUSED);

    assertThat(page(late))
        .contains("Online changes and cancellation ended on Sunday, 2026-11-22 09:00.")
        .contains("Nothing was done.")
        .doesNotContain("<button");
    assertThat(LinkPage.of(late).status()).isEqualTo(409);
  }

  @Test
  void shouldThankOnceTheClientComes() {
    Booking comes =
        booking()
            .confirmedByClient(START.minusSeconds(1))
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(page(shown(comes, Locale.ENGLISH, Set.of(Act.CANCEL))))
        .contains("<h1>Thank you, we expect you</h1>")
        .doesNotContain("I will come");
  }

  @Test
  void shouldTellTheSameOfEveryLinkThatOpensNothing() {
    LinkPage gone = LinkPage.of(new Tapped.Gone(business()));

    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.html()).contains("<h1>Este link não funciona</h1>");
    LinkPage often = LinkPage.of(new Tapped.TooOften(business(), Duration.ofSeconds(90)));
    assertThat(often.status()).isEqualTo(429);
    assertThat(often.retryAfter()).contains(Duration.ofSeconds(90));
  }

  @Test
  void shouldAllowItsOwnStyleAndNothingElse() throws Exception {
    LinkPage answer = LinkPage.of(shown(booking(), Locale.ENGLISH, Set.of()));
    String page = answer.html();
    String style =
        page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));

    assertThat(style).contains("#1f2937");
    assertThat(answer.contentPolicy())
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none';"
                    .formatted(hash)
                + " frame-ancestors 'none'");
  }

  @Test
  void shouldShowNamesAsTheyAre() {
    Booking odd =
        new SampleBooking.Variant(booking()).names("<b>Corte</b> & \"barba\"", "Ana").made();

    assertThat(page(shown(odd, Locale.ENGLISH, Set.of())))
        .contains("&lt;b&gt;Corte&lt;/b&gt; &amp; &quot;barba&quot; (Ana)")
        .doesNotContain("<b>");
  }

  private static Tapped.Times times(List<FreeTime> times, boolean lost) {
    return new Tapped.Times(
        booking(),
        business(),
        Locale.ENGLISH,
        times,
        LocalDate.of(2026, 11, 26),
        Optional.of(LocalDate.of(2026, 11, 20)),
        Optional.of(LocalDate.of(2026, 11, 27)),
        lost,
        lost);
  }

  private static Tapped.Chosen chosen(Booking present, Booking next, Locale locale) {
    return new Tapped.Chosen(present, next, business(), locale, MoveTarget.at(START), false);
  }

  private static Booking booking() {
    return new SampleBooking.Variant(
            SampleBooking.of(
                new BookingId("b1"),
                List.of(new ResourceId("ana")),
                Interval.ofMinutes(START, 60),
                START.minus(Duration.ofDays(3))))
        .names("Corte", "Ana")
        .made();
  }

  private static OrganizationSettings business() {
    return OrganizationSettings.forTemplate(
        BusinessTemplate.CONSULTATION,
        Zone.of("America/Sao_Paulo"),
        Locale.forLanguageTag("pt-BR"),
        Currency.getInstance("BRL"),
        "Barbearia do Zé");
  }

  private static Tapped.Shown shown(Booking booking, Locale locale, Set<Act> possible) {
    return new Tapped.Shown(
        booking,
        business(),
        locale,
        possible,
        Optional.of(LocalDate.of(2026, 11, 20)),
        Optional.empty(),
        Outcome.PLAIN);
  }

  private static String page(Tapped tapped) {
    return LinkPage.of(tapped).html();
  }
}

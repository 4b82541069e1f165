package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.links.Tapped.Outcome;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Money;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page behind a link. It has no script and loads nothing.
 *
 * @param status of HTTP
 * @param contentPolicy the Content-Security-Policy that allows its own style, and forms to where it
 *     came from
 * @param retryAfter how long to wait before the next tap; empty for as long as one likes
 */
public record LinkPage(
    int status, String html, String contentPolicy, Optional<Duration> retryAfter) {
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final String OWN_COLOR = "#1f2937";

  private static final String STYLE =
      """
      body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color:#111827;background:#fff}
      body{overflow-wrap:anywhere}
      main{max-width:32rem;margin:0 auto;padding:1.5rem}
      header{border-top:.75rem solid %s;padding:1rem 1.5rem 0;max-width:32rem;margin:0 auto}
      h1{font-size:1.375rem;margin:.5rem 0}
      .note{border-left:.25rem solid #4b5563;padding-left:.75rem}
      button{font:inherit;display:block;width:100%%;margin:1rem 0;padding:.75rem;min-height:3rem}
      button{border-radius:.5rem;border:2px solid #111827;background:#fff;color:#111827}
      button.first{background:#111827;color:#fff}
      a{color:#1d4ed8;display:inline-block;padding:.75rem 0}
      h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
      ul{list-style:none;margin:0;padding:0}
      li{display:inline-block;max-width:100%%;margin:0 .5rem .5rem 0}
      li a,a.wide{border:2px solid #111827;border-radius:.5rem;color:#111827;text-decoration:none}
      li a{padding:.5rem .75rem;min-width:3rem;text-align:center}
      a.wide{display:block;padding:.75rem;text-align:center}
      button:focus-visible,a:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
      """;

  /** What a tap shows. */
  public static LinkPage of(Tapped tapped) {
    return switch (tapped) {
      case Tapped.Shown shown ->
          page(
              shown.outcome() == Outcome.REFUSED ? 409 : 200,
              shown.business(),
              text(shown),
              Optional.empty());
      case Tapped.Times times ->
          page(
              times.refused() && times.posted() ? 409 : 200,
              times.business(),
              text(times),
              Optional.empty());
      case Tapped.Chosen chosen ->
          page(chosen.refused() ? 409 : 200, chosen.business(), text(chosen), Optional.empty());
      case Tapped.Gone(OrganizationSettings business) ->
          page(404, business, plain(business, "gone"), Optional.empty());
      case Tapped.TooOften(OrganizationSettings business, Duration retryAfter) ->
          page(429, business, plain(business, "too-often"), Optional.of(retryAfter));
    };
  }

  private record Text(LinkWords words, String title, List<String> parts) {}

  private static LinkPage page(
      int status, OrganizationSettings business, Text text, Optional<Duration> retryAfter) {
    String style =
        STYLE.formatted(
            business
                .branding()
                .primaryColor()
                .filter(color -> COLOR.matcher(color).matches())
                .orElse(OWN_COLOR));
    String name = escaped(business.branding().displayName());
    String html =
        """
        <!DOCTYPE html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>%s - %s</title>
        <style>%s</style>
        </head>
        <body>
        <header>%s</header>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(
                text.words().tag(),
                text.title(),
                name,
                style,
                name,
                text.title(),
                String.join("\n", text.parts()));
    return new LinkPage(
        status,
        html,
        "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none';"
                .formatted(hash(style))
            + " frame-ancestors 'none'",
        retryAfter);
  }

  private static Text plain(OrganizationSettings business, String what) {
    LinkWords words = LinkWords.of(business.locale());
    return new Text(
        words,
        escaped(words.phrase(what + ".title")),
        List.of("<p>" + escaped(words.phrase(what)) + "</p>"));
  }

  private static Text text(Tapped.Shown shown) {
    Booking booking = shown.booking();
    LinkWords words = LinkWords.of(shown.locale());
    LocalTimeline timeline = shown.business().timeline();
    List<String> parts = new ArrayList<>();
    if (shown.outcome() == Outcome.REFUSED) {
      parts.add(status(words, "refused"));
    }
    parts.addAll(present(words, booking, timeline));
    booking
        .approved()
        .filter(_ -> booking.status().isOpen())
        .ifPresent(
            kept ->
                parts.add(
                    note(
                        words.phrase(
                                "asked",
                                when(words, booking.time().start(), booking.localStart(), timeline))
                            + other(booking, kept))));
    shown
        .closedAt()
        .ifPresent(at -> parts.add(note(words.phrase("closed", when(words, at, timeline)))));
    for (Tapped.Act act : Tapped.Act.values()) {
      if (act == Tapped.Act.CANCEL) {
        shown
            .moveFrom()
            .ifPresent(day -> parts.add(link("wide", "?day=" + day, words.phrase("act.MOVE"))));
      }
      if (shown.possible().contains(act)) {
        parts.add(button(words, act, booking.version()));
      }
    }
    if (booking.status().isOpen() && shown.moveFrom().isEmpty() && shown.closedAt().isEmpty()) {
      parts.add(note(words.phrase("no-move")));
    }
    return new Text(words, escaped(words.phrase(state(shown))), parts);
  }

  private static Text text(Tapped.Times found) {
    Booking booking = found.booking();
    LinkWords words = LinkWords.of(found.locale());
    LocalTimeline timeline = found.business().timeline();
    List<String> parts = new ArrayList<>();
    if (found.refused()) {
      parts.add(status(words, "not-free"));
    }
    parts.addAll(present(words, booking, timeline));
    if (found.times().isEmpty()) {
      parts.add(note(words.phrase("no-times", words.date(found.until()))));
    }
    LocalDate day = LocalDate.MIN;
    for (FreeTime time : found.times()) {
      LocalDate next = timeline.dateOf(time.start());
      if (!next.equals(day)) {
        parts.add(
            (day.equals(LocalDate.MIN) ? "" : "</ul>")
                + "<h2>%s</h2>\n<ul>".formatted(escaped(words.date(next))));
        day = next;
      }
      parts.add("<li>" + link(words, time, timeline) + "</li>");
    }
    if (!found.times().isEmpty()) {
      parts.add("</ul>");
    }
    parts.add("<nav>");
    found
        .later()
        .ifPresent(later -> parts.add(line(link("", "?day=" + later, words.phrase("later")))));
    found
        .first()
        .ifPresent(first -> parts.add(line(link("", "?day=" + first, words.phrase("earlier")))));
    parts.add(line(link("", "?", words.phrase("back"))));
    parts.add("</nav>");
    return new Text(words, escaped(words.phrase("act.MOVE")), parts);
  }

  private static Text text(Tapped.Chosen chosen) {
    Booking booking = chosen.booking();
    Booking next = chosen.next();
    LinkWords words = LinkWords.of(chosen.locale());
    LocalTimeline timeline = chosen.business().timeline();
    List<String> parts = new ArrayList<>();
    if (chosen.refused()) {
      parts.add(status(words, "other-terms"));
    }
    next.names().ifPresent(names -> parts.add(line(escaped(what(names)))));
    parts.add(time(words, next.time().start(), next.localStart(), timeline));
    Optional<ApprovedTime> kept = booking.approved();
    parts.add(
        note(
            words.phrase(
                "until-now",
                when(
                    words,
                    kept.map(approved -> approved.time().start()).orElse(booking.time().start()),
                    kept.map(ApprovedTime::localStart).orElse(booking.localStart()),
                    timeline))));
    Optional<Money> price = kept.map(ApprovedTime::price).orElse(booking.price());
    if (!price.equals(next.price())) {
      parts.add(note(words.price(price, next.price())));
    }
    if (next.status() == BookingStatus.PENDING) {
      parts.add(note(words.phrase(next.approved().isPresent() ? "waits" : "waits-still")));
    }
    parts.add(
        form(
            "?act=MOVE&version=%d&%s&terms=%s"
                .formatted(booking.version(), query(chosen.target()), Tapped.terms(next)),
            " class=\"first\"",
            words.phrase("move")));
    parts.add("<nav>");
    parts.add(
        line(
            link("", "?day=" + timeline.dateOf(next.time().start()), words.phrase("other-times"))));
    parts.add(line(link("", "?", words.phrase("back"))));
    parts.add("</nav>");
    return new Text(words, escaped(words.phrase("move.title")), parts);
  }

  /** The service and the time of the booking: while a move waits, as it was agreed on. */
  private static List<String> present(LinkWords words, Booking booking, LocalTimeline timeline) {
    Optional<ApprovedTime> kept = booking.approved();
    List<String> parts = new ArrayList<>();
    kept.map(ApprovedTime::names)
        .orElse(booking.names())
        .ifPresent(names -> parts.add(line(escaped(what(names)))));
    parts.add(
        time(
            words,
            kept.map(approved -> approved.time().start()).orElse(booking.time().start()),
            kept.map(ApprovedTime::localStart).orElse(booking.localStart()),
            timeline));
    return parts;
  }

  private static String time(
      LinkWords words, Instant start, Optional<LocalStart> agreed, LocalTimeline timeline) {
    return line(
        "<strong>%s</strong><br>%s"
            .formatted(
                escaped(when(words, start, agreed, timeline)),
                escaped(
                    words.zone(
                        agreed.map(LocalStart::zone).orElseGet(() -> timeline.zone().id())))));
  }

  /** Who would do what is asked for, if that is somebody else. */
  private static String other(Booking booking, ApprovedTime kept) {
    return booking.names().equals(kept.names())
        ? ""
        : booking.names().map(names -> " " + what(names)).orElse("");
  }

  private static String line(String html) {
    return "<p>" + html + "</p>";
  }

  private static String note(String text) {
    return "<p class=\"note\">" + escaped(text) + "</p>";
  }

  private static String status(LinkWords words, String phrase) {
    return "<p class=\"note\" role=\"status\">" + escaped(words.phrase(phrase)) + "</p>";
  }

  private static String link(String style, String query, String text) {
    return "<a%s href=\"%s\">%s</a>"
        .formatted(
            style.isEmpty() ? "" : " class=\"" + style + "\"", escaped(query), escaped(text));
  }

  /** Its name for those who do not see the day above it says the day too. */
  private static String link(LinkWords words, FreeTime time, LocalTimeline timeline) {
    String clock =
        words.clock(timeline.localOf(time.start()), timeline.offsetIfTwice(time.start()))
            + time.with().map(who -> ", " + who).orElse("")
            + (time.agreed() ? ", " + words.phrase("agreed") : "");
    return "<a href=\"%s\" aria-label=\"%s\">%s</a>"
        .formatted(
            escaped("?" + query(time.target())),
            escaped(words.date(timeline.dateOf(time.start())) + " " + clock),
            escaped(clock));
  }

  private static String query(MoveTarget target) {
    List<String> parts = new ArrayList<>();
    target.start().ifPresent(start -> parts.add("start=" + start));
    target.resourceId().ifPresent(id -> parts.add("resourceId=" + id.value()));
    target.sessionId().ifPresent(id -> parts.add("sessionId=" + id.value()));
    return String.join("&", parts);
  }

  private static String state(Tapped.Shown shown) {
    Booking booking = shown.booking();
    boolean comes =
        booking.status() == BookingStatus.CONFIRMED && booking.confirmedAt().isPresent();
    boolean moves = booking.status() == BookingStatus.PENDING && booking.approved().isPresent();
    boolean moved = booking.status() == BookingStatus.CONFIRMED && shown.outcome() == Outcome.MOVED;
    return "state."
        + (moved ? "MOVED" : comes ? "COMES" : moves ? "MOVES" : booking.status().name());
  }

  private static String what(BookedNames names) {
    return names.service()
        + (names.resources().isEmpty() ? "" : " (" + String.join(", ", names.resources()) + ")");
  }

  private static String when(
      LinkWords words, Instant start, Optional<LocalStart> agreed, LocalTimeline ofBusiness) {
    LocalTimeline timeline =
        agreed.map(local -> new LocalTimeline(Zone.of(local.zone()))).orElse(ofBusiness);
    LocalDateTime local = agreed.map(LocalStart::at).orElseGet(() -> timeline.localOf(start));
    return words.when(local, timeline.offsetIfTwice(start));
  }

  private static String when(LinkWords words, Instant at, LocalTimeline timeline) {
    return words.when(timeline.localOf(at), timeline.offsetIfTwice(at));
  }

  private static String button(LinkWords words, Tapped.Act act, long version) {
    return form(
        "?act=%s&version=%d".formatted(act.name(), version),
        act == Tapped.Act.CONFIRM ? " class=\"first\"" : "",
        words.phrase("act." + act.name()));
  }

  private static String form(String query, String style, String text) {
    return "<form method=\"post\" action=\"%s\"><button%s>%s</button></form>"
        .formatted(escaped(query), style, escaped(text));
  }

  private static String hash(String style) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
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
      main{max-width:32rem;margin:0 auto;padding:1.5rem}
      header{border-top:.75rem solid %s;padding:1rem 1.5rem 0;max-width:32rem;margin:0 auto}
      h1{font-size:1.375rem;margin:.5rem 0}
      .note{border-left:.25rem solid #4b5563;padding-left:.75rem}
      button{font:inherit;display:block;width:100%%;margin:1rem 0;padding:.75rem;min-height:3rem}
      button{border-radius:.5rem;border:2px solid #111827;background:#fff;color:#111827}
      button.first{background:#111827;color:#fff}
      button:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
      """;

  /** What a tap shows. */
  public static LinkPage of(Tapped tapped) {
    return switch (tapped) {
      case Tapped.Shown shown ->
          page(shown.refused() ? 409 : 200, shown.business(), text(shown), Optional.empty());
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
    Optional<ApprovedTime> kept = booking.approved();
    List<String> parts = new ArrayList<>();
    if (shown.refused()) {
      parts.add("<p class=\"note\" role=\"status\">" + escaped(words.phrase("refused")) + "</p>");
    }
    kept.map(ApprovedTime::names)
        .orElse(booking.names())
        .ifPresent(names -> parts.add("<p>" + escaped(what(names)) + "</p>"));
    Instant start = kept.map(approved -> approved.time().start()).orElse(booking.time().start());
    Optional<LocalStart> agreed = kept.map(ApprovedTime::localStart).orElse(booking.localStart());
    parts.add(
        "<p><strong>%s</strong><br>%s</p>"
            .formatted(
                escaped(when(words, start, agreed, timeline)),
                escaped(
                    words.zone(
                        agreed.map(LocalStart::zone).orElseGet(() -> timeline.zone().id())))));
    shown
        .closedAt()
        .ifPresent(
            at ->
                parts.add(
                    "<p class=\"note\">%s</p>"
                        .formatted(
                            escaped(
                                words.phrase(
                                    "closed",
                                    words.when(
                                        timeline.localOf(at), timeline.offsetIfTwice(at)))))));
    for (Tapped.Act act : Tapped.Act.values()) {
      if (shown.possible().contains(act)) {
        parts.add(button(words, act, booking.version()));
      }
    }
    return new Text(words, escaped(words.phrase(state(booking))), parts);
  }

  private static String state(Booking booking) {
    boolean comes =
        booking.status() == BookingStatus.CONFIRMED && booking.confirmedAt().isPresent();
    boolean moves = booking.status() == BookingStatus.PENDING && booking.approved().isPresent();
    return "state." + (comes ? "COMES" : moves ? "MOVES" : booking.status().name());
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

  private static String button(LinkWords words, Tapped.Act act, long version) {
    return """
        <form method="post" action="?act=%s&amp;version=%d"><button%s>%s</button></form>"""
        .formatted(
            act.name(),
            version,
            act == Tapped.Act.CONFIRM ? " class=\"first\"" : "",
            escaped(words.phrase("act." + act.name())));
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

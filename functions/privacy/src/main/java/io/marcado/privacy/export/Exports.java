package io.marcado.privacy.export;

import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.published.TeamBlocks;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.PersonalAccount;
import io.marcado.identity.published.PersonalAccounts;
import io.marcado.identity.published.SecurityHistory;
import io.marcado.messaging.published.SentMessage;
import io.marcado.messaging.published.SentMessages;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.ListCursors;
import io.marcado.platform.paging.Page;
import io.marcado.privacy.export.Section.Place;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the personal data of a person. Most people's fits into one document; of the others each
 * document is a part that names the next one, so that neither its size nor its time is unbounded.
 */
@Singleton
public final class Exports {
  /**
   * No page is begun beyond so many bytes of JSON. With the page before and the quotes that Lambda
   * escapes, an answer stays below the 6 MB that Lambda lets through: a booking takes 22 KB at
   * most.
   */
  static final int ENOUGH_BYTES = 2_000_000;

  private static final int PAGE = 25;

  /** Left for the answer, once there is no time for another page. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private final PersonalAccounts accounts;
  private final ClientBookings bookings;
  private final TeamBlocks blocks;
  private final SentMessages messages;
  private final SecurityHistory history;

  Exports(
      PersonalAccounts accounts,
      ClientBookings bookings,
      TeamBlocks blocks,
      SentMessages messages,
      SecurityHistory history) {
    this.accounts = accounts;
    this.bookings = bookings;
    this.blocks = blocks;
    this.messages = messages;
    this.history = history;
  }

  /**
   * A part of a person's export.
   *
   * @param position where an earlier part ended; empty for the first
   * @param cursors of the parts
   * @throws io.marcado.platform.paging.ForeignPositionException for a position that no part named
   * @return empty for a person who was erased since the token was checked
   */
  public Optional<Export> part(
      TenantId tenant,
      PersonId personId,
      Optional<String> position,
      ListCursors cursors,
      Instant now) {
    Place from = position.map(Place::of).orElse(Place.FIRST);
    return accounts
        .find(tenant, personId, now)
        .map(account -> part(tenant, account, personId, from, cursors, now));
  }

  private Export part(
      TenantId tenant,
      PersonalAccount account,
      PersonId personId,
      Place from,
      ListCursors cursors,
      Instant now) {
    Optional<Place> place = Optional.of(from);
    List<Export.Session> sessions =
        !from.equals(Place.FIRST)
            ? List.of()
            : account.sessions().stream().map(Export.Session::of).toList();
    Gathered gathered = new Gathered(bytes(sessions));
    do {
      Place present = place.get();
      place = present.behind(gathered.page(tenant, personId, present));
    } while (place.isPresent() && gathered.bytes < ENOUGH_BYTES && Deadline.leaves(RESERVE));
    return new Export(
        now,
        Export.Account.of(account),
        sessions,
        gathered.bookings,
        gathered.blocks,
        gathered.messages,
        gathered.events,
        place.map(Place::text).map(cursors::of).orElse(null));
  }

  /** What a part has so far. */
  private final class Gathered {
    private final List<Export.Booking> bookings = new ArrayList<>();
    private final List<Export.Block> blocks = new ArrayList<>();
    private final List<SentMessage> messages = new ArrayList<>();
    private final List<Export.SecurityEvent> events = new ArrayList<>();
    private long bytes;

    Gathered(long bytes) {
      this.bytes = bytes;
    }

    /** Takes one page in; returns where its list goes on. */
    Optional<String> page(TenantId tenant, PersonId personId, Place place) {
      return switch (place.section()) {
        case BOOKINGS ->
            add(
                bookings,
                Exports.this
                    .bookings
                    .page(tenant, personId, PAGE, place.within())
                    .map(Export.Booking::of));
        case BLOCKS ->
            add(
                blocks,
                Exports.this
                    .blocks
                    .page(tenant, personId, PAGE, place.within())
                    .map(Export.Block::of));
        case MESSAGES ->
            add(
                messages,
                Exports.this.messages.page(tenant, personId.value(), PAGE, place.within()));
        case SECURITY_EVENTS ->
            add(
                events,
                history.page(tenant, personId, PAGE, place.within()).map(Export.SecurityEvent::of));
      };
    }

    private <T> Optional<String> add(List<T> list, Page<T> page) {
      list.addAll(page.items());
      bytes += bytes(page.items());
      return page.next();
    }
  }

  private static long bytes(Object value) {
    return Json.write(value).getBytes(StandardCharsets.UTF_8).length;
  }
}

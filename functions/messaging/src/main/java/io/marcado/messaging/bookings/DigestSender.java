package io.marcado.messaging.bookings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.notices.TextStops;
import io.marcado.messaging.bookings.MessageLedger.Held;
import io.marcado.messaging.bookings.MessageLedger.Lease;
import io.marcado.messaging.bookings.MessageLedger.Settled;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.Messenger;
import io.marcado.messaging.sending.Sending;
import io.marcado.messaging.texts.Notice;
import io.marcado.messaging.texts.Overview;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sends a digest once, with each booking and each session as it is then. */
@Singleton
public final class DigestSender {
  /** More bookings than an e-mail has room for, so it reads no names in vain. */
  private static final int MOST_LINES = 50;

  private final MessageLedger ledger;
  private final BookingFacts facts;
  private final Digests digests;
  private final BookingMessageWriter writer;
  private final MessageLimits limits;
  private final SettingsReader settings;
  private final BusinessStanding businesses;
  private final Messenger messenger;
  private final TextStops stops;
  private final InstantSource clock;

  DigestSender(
      MessageLedger ledger,
      BookingFacts facts,
      Digests digests,
      BookingMessageWriter writer,
      MessageLimits limits,
      SettingsReader settings,
      BusinessStanding businesses,
      Messenger messenger,
      TextStops stops,
      InstantSource clock) {
    this.ledger = ledger;
    this.facts = facts;
    this.digests = digests;
    this.writer = writer;
    this.limits = limits;
    this.settings = settings;
    this.businesses = businesses;
    this.messenger = messenger;
    this.stops = stops;
    this.clock = clock;
  }

  private sealed interface Decision {}

  private record Drop(DropReason reason) implements Decision {}

  private record Send(BookingMessageWriter.Written written) implements Decision {}

  /**
   * Sends or drops the digest, unless an earlier delivery did.
   *
   * @throws MessageHeldException while another attempt holds the lease
   */
  public void send(Digest digest) {
    switch (ledger.claim(digest)) {
      case Settled _ -> {}
      case Held _ -> throw new MessageHeldException(digest.id());
      case Lease lease -> send(digest, lease);
    }
  }

  private void send(Digest digest, Lease lease) {
    switch (ledger.deciding(lease, () -> decide(digest, lease.counted()))) {
      case Drop(DropReason reason) -> ledger.dropped(lease, reason, Optional.empty());
      // When this throws, the outcome is unknown and the lease stays; see the ledger.
      case Send(BookingMessageWriter.Written written) -> {
        switch (ledger.sending(lease, () -> messenger.send(written.message()))) {
          case Sending.Accepted(Channel by, _) ->
              ledger.sent(
                  lease, digest.to().memberId(), by, written.words().template(), Optional.empty());
          case Sending.Refused _, Sending.NotConfigured _ ->
              ledger.dropped(lease, DropReason.refused(written.message()), Optional.empty());
        }
      }
    }
  }

  private Decision decide(Digest digest, boolean counted) {
    TenantId tenant = digest.tenant();
    Optional<TeamMember> member = facts.member(tenant, digest.to().memberId());
    if (member.isEmpty()) {
      return new Drop(DropReason.NO_RECIPIENT);
    }
    if (!TeamNotices.wants(member.get(), digest.to().channel())) {
      return new Drop(DropReason.NOT_WANTED);
    }
    if (businesses.isStopped(tenant)) {
      return new Drop(DropReason.STOPPED);
    }
    if (digest.to().channel() == Channel.SMS
        && stops.since(Channel.SMS, member.get().contact().phone(), clock.instant()).isPresent()) {
      return new Drop(DropReason.SMS_STOPPED);
    }
    Set<DigestNews> news = ledger.news(digest);
    Map<DigestSection, List<BookingImage>> sections = sections(digest, news);
    List<SessionImage> tooFew = tooFew(digest, news);
    if (sections.isEmpty() && tooFew.isEmpty()) {
      return new Drop(DropReason.NO_NEWS);
    }
    if (!counted
        && digest.to().channel() == Channel.SMS
        && !limits.allowDigest(member.get().contact().phone())) {
      // Nothing is lost: it goes out a day later.
      digests.add(tenant, digest.to(), news);
      return new Drop(DropReason.LIMIT);
    }
    return new Send(
        writer.toMember(
            tenant,
            "digest",
            "digest",
            overview(digest, member.get(), sections, tooFew),
            member.get(),
            digest.to().channel(),
            digest.id()));
  }

  /** Each booking once, in the section of its present state, by start. */
  private Map<DigestSection, List<BookingImage>> sections(Digest digest, Set<DigestNews> news) {
    Instant now = clock.instant();
    Map<String, Set<DigestSection>> noticed =
        news.stream()
            .filter(one -> one.section() != DigestSection.TOO_FEW)
            .collect(groupingBy(DigestNews::id, mapping(DigestNews::section, toSet())));
    Map<DigestSection, List<BookingImage>> sections = new EnumMap<>(DigestSection.class);
    noticed.forEach(
        (bookingId, what) ->
            facts
                .booking(digest.tenant(), bookingId)
                // What the member has done since is no news, but that the client is not told is.
                .filter(
                    booking -> what.contains(DigestSection.UNTOLD) || !isBy(digest.to(), booking))
                .ifPresent(
                    booking ->
                        DigestSection.of(booking, what, now)
                            .ifPresent(
                                section ->
                                    sections
                                        .computeIfAbsent(section, _ -> new ArrayList<>())
                                        .add(booking))));
    sections.values().forEach(list -> list.sort(Comparator.comparing(BookingImage::start)));
    return sections;
  }

  /** The sessions about which somebody is still to decide, by start. */
  private List<SessionImage> tooFew(Digest digest, Set<DigestNews> news) {
    Instant now = clock.instant();
    return news.stream()
        .filter(one -> one.section() == DigestSection.TOO_FEW)
        .flatMap(one -> facts.session(digest.tenant(), one.id()).stream())
        .filter(session -> SessionNotices.waits(session, now))
        .sorted(Comparator.comparing(SessionImage::start))
        .toList();
  }

  private static boolean isBy(ToMember to, BookingImage booking) {
    return booking.changedBy() != null && booking.changedBy().value().equals(to.memberId());
  }

  private Overview overview(
      Digest digest,
      TeamMember member,
      Map<DigestSection, List<BookingImage>> sections,
      List<SessionImage> tooFew) {
    TenantId tenant = digest.tenant();
    OrganizationSettings business = settings.get(tenant);
    Instant now = clock.instant();
    Map<String, Overview.Section> written = new LinkedHashMap<>();
    int left = digest.to().channel() == Channel.EMAIL ? MOST_LINES : 0;
    for (DigestSection section : DigestSection.values()) {
      List<BookingImage> bookings = sections.getOrDefault(section, List.of());
      int count = section == DigestSection.TOO_FEW ? tooFew.size() : bookings.size();
      if (count == 0) {
        continue;
      }
      Stream<Notice> all =
          section == DigestSection.TOO_FEW
              ? tooFew.stream().map(session -> writer.notice(tenant, session, business, now))
              : bookings.stream()
                  .map(
                      booking ->
                          writer.notice(
                              tenant,
                              member,
                              booking,
                              BookingMessageWriter.Before.NOTHING,
                              business,
                              now));
      // An SMS has room for one of these: a count alone does not say what is to be decided.
      boolean named = section == DigestSection.TOO_FEW;
      List<Notice> listed = all.limit(named ? Math.max(1, left) : left).toList();
      left = Math.max(0, left - listed.size());
      written.put(section.text(), new Overview.Section(count, listed));
    }
    return new Overview(
        business.branding().displayName(), businesses.isFree(tenant), written, Optional.empty());
  }
}

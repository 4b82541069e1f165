package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.TeamMember;
import io.marcado.identity.published.notices.BookingNotices;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who of the team is told of an event, and by which channels: those who want to know of all
 * bookings, and those whose own one it is or was. Who did it knows it already.
 */
@Singleton
final class TeamNotices {
  private final BookingFacts facts;

  TeamNotices(BookingFacts facts) {
    this.facts = facts;
  }

  /** The same from these facts. */
  TeamNotices from(BookingFacts others) {
    return new TeamNotices(others);
  }

  /** True while the member wants notices by this channel, and it reaches the member. */
  static boolean wants(TeamMember member, Channel channel) {
    return member.notices().bookings() != BookingNotices.Bookings.NONE
        && member.notices().channels().contains(channel);
  }

  /** One message for each member and channel. */
  List<BookingMessage> about(BookingEvent event) {
    Optional<BookingMessageKind> kind = BookingMessageKind.toTeam(event);
    if (kind.isEmpty()) {
      return List.of();
    }
    TenantId tenant = new TenantId(event.tenantId());
    List<TeamMember> members =
        facts.team(tenant).stream()
            .filter(member -> !member.contact().id().equals(event.booking().changedBy()))
            .filter(member -> member.notices().bookings() != BookingNotices.Bookings.NONE)
            .toList();
    boolean someWantOwn =
        members.stream()
            .anyMatch(member -> member.notices().bookings() == BookingNotices.Bookings.OWN);
    Set<PersonId> whose = someWantOwn ? facts.people(tenant, resources(event)) : Set.of();
    return members.stream()
        .filter(
            member ->
                member.notices().bookings() == BookingNotices.Bookings.ALL
                    || whose.contains(member.contact().id()))
        .flatMap(TeamNotices::channels)
        .map(to -> BookingMessage.about(event, kind.get(), to))
        .toList();
  }

  /** All who want to know of all bookings, by each channel that they chose. */
  List<ToMember> ofAll(TenantId tenant) {
    return facts.team(tenant).stream()
        .filter(member -> member.notices().bookings() == BookingNotices.Bookings.ALL)
        .flatMap(TeamNotices::channels)
        .toList();
  }

  /** The same, and those who are one of these resources and want to know of their own bookings. */
  List<ToMember> ofResources(TenantId tenant, Set<ResourceId> resourceIds) {
    List<TeamMember> members = facts.team(tenant);
    boolean someWantOwn =
        members.stream()
            .anyMatch(member -> member.notices().bookings() == BookingNotices.Bookings.OWN);
    Set<PersonId> whose = someWantOwn ? facts.people(tenant, resourceIds) : Set.of();
    return members.stream()
        .filter(
            member ->
                switch (member.notices().bookings()) {
                  case ALL -> true;
                  case OWN -> whose.contains(member.contact().id());
                  case NONE -> false;
                })
        .flatMap(TeamNotices::channels)
        .toList();
  }

  private static Stream<ToMember> channels(TeamMember member) {
    return member.notices().channels().stream()
        .map(channel -> new ToMember(member.contact().id().value(), channel));
  }

  /** Those it has and had: who lost a booking is told too. */
  private static Set<ResourceId> resources(BookingEvent event) {
    Set<ResourceId> resources = new HashSet<>(resources(event.booking()));
    Optional.ofNullable(event.previous()).map(TeamNotices::resources).ifPresent(resources::addAll);
    return resources;
  }

  private static Set<ResourceId> resources(BookingImage booking) {
    Set<ResourceId> resources = new HashSet<>(booking.resourceIds());
    Optional.ofNullable(booking.approved())
        .ifPresent(approved -> resources.addAll(approved.resourceIds()));
    return resources;
  }
}

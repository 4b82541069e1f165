package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.OrganizationSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for a booking of a session: notice and horizon, by the same rule objects as for an
 * appointment. Hours, grid and duration are what the business said when it made the session.
 */
final class SessionRules {
  private static final EnumSet<SchedulingRule> OF_THE_SESSION =
      EnumSet.of(SchedulingRule.OPENING_HOURS, SchedulingRule.INTERVAL, SchedulingRule.DURATION);

  private final BookingRules rules;

  SessionRules(OrganizationSettings settings, Instant now) {
    this.rules = new BookingRules(settings, now);
  }

  /** The rules that a booking of the session breaks. */
  List<BrokenRule> judge(ClassSession session, Collection<SchedulingRule> ignored) {
    EnumSet<SchedulingRule> all = EnumSet.copyOf(OF_THE_SESSION);
    all.addAll(ignored);
    return rules.judge(
        needs(session, Optional.empty(), BookableService.USUAL_HOLD),
        session.time().start(),
        Math.toIntExact(session.time().minutes()),
        all);
  }

  /** The rules that do not judge a slot. */
  static Set<SchedulingRule> ignored(SlotRequest slot, Set<SchedulingRule> ignored) {
    if (slot.seats().isEmpty()) {
      return ignored;
    }
    EnumSet<SchedulingRule> all = EnumSet.copyOf(OF_THE_SESSION);
    all.addAll(ignored);
    return all;
  }

  /** What a booking of the session would need if it took the resources and not seats. */
  static ServiceNeeds needs(ClassSession session, Optional<Money> price, int holdMinutes) {
    BookableResource main = resources(session).getFirst();
    return new ServiceNeeds(
        new BookableService(
            session.serviceId(),
            session.names().service(),
            Math.toIntExact(session.time().minutes()),
            0,
            0,
            holdMinutes,
            price,
            List.of(main.id()),
            List.of(),
            ServiceKind.CLASS,
            true),
        List.of(main),
        List.of());
  }

  /** The resources of a session, with the names that it has for them. */
  static List<BookableResource> resources(ClassSession session) {
    List<BookableResource> resources = new ArrayList<>();
    for (int i = 0; i < session.resourceIds().size(); i++) {
      ResourceId id = session.resourceIds().get(i);
      resources.add(
          new BookableResource(
              id,
              session.names().resources().get(i),
              ResourceKind.PERSON,
              BookableResource.MINIMUM_CAPACITY,
              Optional.empty(),
              Map.of(),
              true));
    }
    return resources;
  }
}

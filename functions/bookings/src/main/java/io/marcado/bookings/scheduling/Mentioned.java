package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request to book mentions, as far as it could be read; see {@link RequestFaults}.
 *
 * @param time empty where a hold says it
 * @param sessionId the session whose seats are asked for
 * @param who whom it is for; empty for a hold, which has no client yet
 */
public record Mentioned(
    Optional<Time> time,
    Optional<ClassSessionId> sessionId,
    Optional<Who> who,
    Set<SchedulingRule> ignored) {
  public Mentioned {
    ignored = Set.copyOf(ignored);
  }

  /**
   * A time.
   *
   * @param visit the parts of a visit, each empty if it could not be read
   */
  public record Time(
      Optional<ServiceId> serviceId,
      Optional<ResourceId> resourceId,
      Optional<OffsetDateTime> start,
      Optional<Integer> durationMinutes,
      List<Optional<AskedPart>> visit) {
    public Time {
      visit = List.copyOf(visit);
    }
  }

  /**
   * A client.
   *
   * @param named true when it is named by phone or name
   */
  public record Who(Optional<PersonId> clientId, boolean named, Optional<PhoneNumber> phone) {
    /** Hides the phone. */
    @Override
    public String toString() {
      return "Who";
    }
  }

  /** The same for nobody yet. */
  public Mentioned ofNobody() {
    return new Mentioned(time, sessionId, Optional.empty(), ignored);
  }

  /** The same for a client by phone, by every rule. */
  public Mentioned byPhoneOnly() {
    return new Mentioned(
        time,
        sessionId,
        who.map(client -> new Who(Optional.empty(), client.named(), client.phone())),
        Set.of());
  }

  /** What a request for seats mentions. */
  static Mentioned of(SessionRequest request) {
    Mentioned said = of(request.said());
    return new Mentioned(
        Optional.empty(), Optional.of(request.place().sessionId()), said.who(), said.ignored());
  }

  /** What a request mentions that could be read. */
  static Mentioned of(BookingRequest request) {
    SlotRequest slot = request.slot();
    return new Mentioned(
        slot.seats().isPresent()
            ? Optional.empty()
            : Optional.of(
                new Time(
                    Optional.of(slot.serviceId()).filter(_ -> slot.visit().isEmpty()),
                    slot.resourceId(),
                    Optional.of(slot.askedStart()),
                    slot.durationMinutes(),
                    slot.visit().stream().map(Optional::of).toList())),
        slot.seats().map(SlotRequest.AskedSeats::place).map(ClassPlace::sessionId),
        Optional.of(
            new Who(
                request.clientId(),
                request.client().isPresent(),
                request.client().flatMap(Mentioned::phone))),
        request.ignored());
  }

  private static Optional<PhoneNumber> phone(Whom.Named client) {
    return switch (client) {
      case Whom.ByPhone(ClientDraft draft) -> Optional.of(draft.phone());
      case Whom.WalkIn _ -> Optional.empty();
    };
  }
}

package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.TeamMember;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The present facts of a booking in other capabilities, for a message that is about to go out. */
public interface BookingFacts {

  /** Reads the booking, strongly consistent. */
  Optional<BookingImage> booking(TenantId tenant, String bookingId);

  /** Reads a session of a class, strongly consistent. */
  Optional<SessionImage> session(TenantId tenant, String sessionId);

  /** A client with its contact for messages; empty when the person no longer exists. */
  Optional<ClientStanding> client(TenantId tenant, String personId);

  /** All of the team who may sign in. */
  List<TeamMember> team(TenantId tenant);

  /** One of them; empty for everybody else. */
  Optional<TeamMember> member(TenantId tenant, String personId);

  /** The people of the team who these resources are. */
  Set<PersonId> people(TenantId tenant, Set<ResourceId> resourceIds);

  /** The name of who comes, as the booking says it; empty where that is just its client. */
  Optional<String> comes(TenantId tenant, BookingImage booking);

  /** The name of who comes, as far as somebody of the team with this role may see it. */
  Optional<String> comes(TenantId tenant, Role seer, BookingImage booking);

  /** Why it was cancelled or rejected, as somebody wrote it; empty for nothing. */
  Optional<String> reason(TenantId tenant, BookingImage booking);

  /** The names of the service and the resources. */
  Names names(TenantId tenant, BookingImage booking);

  /** Those of a session. */
  Names names(TenantId tenant, SessionImage session);

  /**
   * Names as the business wrote them.
   *
   * @param resources in the order of the booking
   */
  record Names(String service, List<String> resources) {
    public Names {
      resources = List.copyOf(resources);
    }
  }
}

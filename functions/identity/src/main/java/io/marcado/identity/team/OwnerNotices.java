package io.marcado.identity.team;

import static java.util.Comparator.comparing;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.OwnerMessages;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Sends owners notices of changes to the rights of others, and to what tells other servers. */
@Singleton
public final class OwnerNotices implements OwnerMessages {
  /** More are not told, so that a transaction stays small. */
  private static final int MOST = 10;

  private final Team team;
  private final PeopleStore people;
  private final Notices notices;

  OwnerNotices(Team team, PeopleStore people, Notices notices) {
    this.team = team;
    this.people = people;
    this.notices = notices;
  }

  /** The writes of a notice to every owner, for the transaction that the notice reports. */
  public List<Write> told(TenantId tenant, AccountMessage message, Instant now) {
    return owners(tenant).stream()
        .flatMap(owner -> notices.writes(tenant, message, owner, Role.OWNER, now).stream())
        .toList();
  }

  // No thief of a channel gains by it, so one channel is enough.
  @Override
  public List<Write> webhookStopped(TenantId tenant, Instant now) {
    return owners(tenant).stream()
        .flatMap(
            owner -> notices.write(tenant, AccountMessage.WEBHOOK_STOPPED, owner, now).stream())
        .toList();
  }

  private Collection<Person> owners(TenantId tenant) {
    List<PersonId> owners =
        team.members(tenant).with(Role.OWNER).stream()
            .sorted(comparing(PersonId::value))
            .limit(MOST)
            .toList();
    return people.find(tenant, owners).values();
  }
}

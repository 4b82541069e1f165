package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Team;
import jakarta.inject.Singleton;
import java.util.Set;

/** Reads who answers for a business. */
@Singleton
public final class TeamReader {
  private final Team team;

  TeamReader(Team team) {
    this.team = team;
  }

  /** The owners who may sign in, by one GetItem. */
  public Set<PersonId> owners(TenantId tenant) {
    return team.members(tenant).owners();
  }
}

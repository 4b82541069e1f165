package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The common part of a change and a reset of a password. */
@Singleton
final class NewPassword {
  private final PasswordHasher hasher;
  private final SettingsReader settings;
  private final SecurityEvents events;
  private final Notices notices;
  private final Ids ids;

  NewPassword(
      PasswordHasher hasher,
      SettingsReader settings,
      SecurityEvents events,
      Notices notices,
      Ids ids) {
    this.hasher = hasher;
    this.settings = settings;
    this.events = events;
    this.notices = notices;
    this.ids = ids;
  }

  /** The refusal of a password that others would try for this person; empty for any other. */
  Optional<IdentityRefusal> refusal(TenantId tenant, Person person, Password password) {
    String business = settings.get(tenant).branding().displayName();
    return password
        .faultFor("/newPassword", person.phone(), person.email(), Optional.of(business))
        .map(fault -> new IdentityRefusal.Invalid(List.of(fault)));
  }

  /** New, verified credentials: challenges of the old ones are no longer good. Costs one Argon2. */
  Credentials credentials(Password password) {
    return new Credentials(ids.next(), hasher.hash(password), true, Optional.empty());
  }

  /** The writes that set it, record it, and tell the person. The first may be refused. */
  List<Write> writes(
      Actor actor, Account account, Credentials credentials, SecurityEvent.Type type, Instant now) {
    TenantId tenant = actor.tenant();
    Person person = account.person();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.replace(tenant, person.id(), account.credentials(), credentials));
    writes.add(events.record(tenant, SecurityEvent.own(type, person.id(), actor, now)));
    writes.addAll(
        notices.writes(tenant, AccountMessage.PASSWORD_CHANGED, person, account.role(), now));
    return writes;
  }
}

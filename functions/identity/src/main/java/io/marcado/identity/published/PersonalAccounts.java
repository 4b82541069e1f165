package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.sessions.SessionEntry;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.PersonalAccount.OpenSession;
import io.marcado.identity.published.PersonalAccount.RegisteredAs;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all stored data of one person's account, for the export. */
@Singleton
public final class PersonalAccounts {
  /** The most recently used sessions. An honest person has less than a tenth of this. */
  private static final int MOST_SESSIONS = 1_000;

  private final Table table;
  private final SessionList sessions;

  public PersonalAccounts(Table table, SessionList sessions) {
    this.table = table;
    this.sessions = sessions;
  }

  /** The account of a person who has one. */
  public Optional<PersonalAccount> find(TenantId tenant, PersonId personId, Instant now) {
    ItemKey person = Person.key(tenant, personId);
    ItemKey access = PersonAccess.key(tenant, personId);
    ItemKey credentials = Credentials.key(tenant, personId);
    ItemKey totp = Totp.key(tenant, personId);
    Map<ItemKey, Item> kept = table.of(tenant).get(List.of(person, access, credentials, totp));
    Item known = kept.get(person);
    Item admitted = kept.get(access);
    if (known == null || admitted == null) {
      return Optional.empty();
    }
    return Optional.of(
        account(
            Person.fromItem(known),
            PersonAccess.fromItem(admitted),
            Optional.ofNullable(kept.get(credentials)).map(Credentials::fromItem),
            Totp.on(kept, tenant, personId).isPresent(),
            sessions.all(tenant, personId, now).stream()
                .limit(MOST_SESSIONS)
                .map(PersonalAccounts::session)
                .toList()));
  }

  private static PersonalAccount account(
      Person person,
      PersonAccess access,
      Optional<Credentials> credentials,
      boolean totp,
      List<OpenSession> sessions) {
    return new PersonalAccount(
        person.id(),
        access.role(),
        access.enabled(),
        person.name(),
        person.phone().e164(),
        person.phoneVerified(),
        person.email(),
        person.emailVerified(),
        person.locale(),
        Optional.of(access.role()).filter(role -> role.atLeast(Role.STAFF)).map(person::noticesAs),
        person.preferences(),
        person.createdAt(),
        credentials
            .flatMap(Credentials::registration)
            .map(asked -> new RegisteredAs(asked.name(), asked.email(), asked.at())),
        credentials.isPresent(),
        totp,
        sessions);
  }

  private static OpenSession session(SessionEntry entry) {
    return new OpenSession(
        entry.sessionId(), entry.createdAt(), entry.lastUsedAt(), entry.until(), entry.userAgent());
  }
}

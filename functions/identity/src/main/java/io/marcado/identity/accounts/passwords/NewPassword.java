package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Ids;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Message;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a change and a reset of a password have in common. */
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

  /**
   * Refuses a password that others would try for this person.
   *
   * @throws Problem 400
   */
  void requireFit(TenantId tenant, Person person, Password password) {
    password.requireUnrelated(
        "/newPassword",
        person.phone(),
        person.email(),
        settings.get(tenant).branding().displayName());
  }

  /** New credentials, verified; what was asked with the old ones is no longer good. One Argon2. */
  Credentials credentials(Password password) {
    return new Credentials(ids.next(), hasher.hash(password), true, Optional.empty());
  }

  /** The writes that set it, record it, and tell the person. The first may be refused. */
  List<Write> writes(Call call, Account account, Credentials credentials, SecurityEvent.Type type) {
    TenantId tenant = call.tenant();
    Person person = account.person();
    Role role = account.role();
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.replace(tenant, person.userId(), account.credentials(), credentials));
    writes.add(
        events.record(
            tenant, SecurityEvent.own(type, person.userId(), call.sourceAddress(), call.now())));
    writes.addAll(notices.writes(tenant, Message.PASSWORD_CHANGED, person, role, call.now()));
    return writes;
  }
}

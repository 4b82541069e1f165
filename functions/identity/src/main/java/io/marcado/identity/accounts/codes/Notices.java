package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Person;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends people notices of changes to their account, in case somebody else made them. A notice goes
 * out if and only if the transaction with its write commits.
 */
@Singleton
public final class Notices {
  /** How long a notice is worth sending. */
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Ids ids;

  public Notices(Ids ids) {
    this.ids = ids;
  }

  /**
   * The writes that make a notice go out: by e-mail, or by SMS to a person without one. Admins and
   * owners get it by both, so that a thief of one channel does not take the notice, too. Only a
   * phone or e-mail counts that the person has proved: any other may be a stranger's, whom the
   * business could send as many notices as it makes changes.
   *
   * @param message one without a secret
   * @param person as it was before the change, so that the old contact is told
   * @param role as it was before the change
   */
  public List<Write> writes(
      TenantId tenant, AccountMessage message, Person person, Role role, Instant now) {
    return role.atLeast(Role.ADMIN)
        ? proved(person).map(to -> write(tenant, message, person, to, now)).toList()
        : write(tenant, message, person, now);
  }

  /** The write of a notice by one channel: a proved e-mail, else SMS to a proved phone. */
  public List<Write> write(TenantId tenant, AccountMessage message, Person person, Instant now) {
    return proved(person).limit(1).map(to -> write(tenant, message, person, to, now)).toList();
  }

  private static Stream<Target> proved(Person person) {
    return Stream.concat(
        person.email().filter(_ -> person.emailVerified()).map(Target.Email::new).stream(),
        Stream.of(new Target.Phone(person.phone())).filter(_ -> person.phoneVerified()));
  }

  private Write write(
      TenantId tenant, AccountMessage message, Person person, Target to, Instant now) {
    if (message.secret() != AccountMessage.Secret.NONE) {
      throw new IllegalArgumentException("no notice: " + message);
    }
    String id = ids.nextLong();
    Delivery delivery =
        new Delivery(
            message,
            to instanceof Target.Email ? Channel.EMAIL : Channel.SMS,
            to,
            person.locale(),
            "NOTICE",
            id,
            now.plus(LIFETIME),
            Optional.empty());
    return Write.create(
        ItemKey.of(tenant, "NOTICE#" + id, "NOTICE"),
        Item.builder()
            .item(Delivery.ATTRIBUTE, delivery.toItem())
            .expiresAfter(delivery.until())
            .build());
  }
}

package io.marcado.identity.team.invitations;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Phones;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.replay.Repeatable;
import java.util.List;
import java.util.Optional;

/**
 * The person to invite.
 *
 * @param role STAFF or ADMIN
 * @param idempotencyKey of the request, if it has one
 */
record InvitationDraft(Role role, String name, PhoneNumber phone, Optional<String> idempotencyKey) {

  static InvitationDraft read(Fields body, Role role, Phones phones, Optional<String> key) {
    return new InvitationDraft(
        role,
        body.required("name", Readers.name(Person.LONGEST_NAME)),
        body.required("phone", phones.reachable()),
        key);
  }

  /** The same for the same request. */
  String hash() {
    return Repeatable.hash(List.of(role.name(), name, phone.e164()));
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "InvitationDraft";
  }
}

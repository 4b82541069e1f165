package io.marcado.identity.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of docs/access.md. */
class VisibilityTest {
  private static final TenantId TENANT = new TenantId("shopshopshopshop");
  private static final String FROM = "203.0.113.7";

  @ParameterizedTest
  @CsvSource({
    "OWNER, CONTACTS, CONTACTS, CONTACTS, CONTACTS",
    "ADMIN, CONTACTS, CONTACTS, CONTACTS, CONTACTS",
    "STAFF, CONTACTS, CONTACTS, NAME, NAME",
    "CLIENT, NOTHING, NOTHING, NOTHING, NOTHING",
    "KEY, CONTACTS, NOTHING, NOTHING, NOTHING",
    "VISITOR, NOTHING, NOTHING, NOTHING, NOTHING"
  })
  void shouldShowPeople(
      String caller, Visibility client, Visibility staff, Visibility admin, Visibility owner) {
    Actor actor = actor(caller);

    assertThat(Visibility.of(actor, Role.CLIENT)).isEqualTo(client);
    assertThat(Visibility.of(actor, Role.STAFF)).isEqualTo(staff);
    assertThat(Visibility.of(actor, Role.ADMIN)).isEqualTo(admin);
    assertThat(Visibility.of(actor, Role.OWNER)).isEqualTo(owner);
  }

  private static Actor actor(String caller) {
    return switch (caller) {
      case "KEY" ->
          new Actor.ApiKey(TENANT, new ApiKeyId("robot"), EnumSet.allOf(Permission.class), FROM);
      case "VISITOR" -> new Actor.Visitor(TENANT, FROM);
      default ->
          new Actor.Person(
              TENANT, new PersonId("me"), Role.valueOf(caller), new SessionId("session"), FROM);
    };
  }
}

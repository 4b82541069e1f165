package io.marcado.identity.team;

import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.UserView;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.OwnedBusinesses;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone may be that of the owner of ten businesses, however it becomes one. */
class HandOversTest {
  private static final PersonId ANA = new PersonId("ana");
  private static final int MOST = 10;

  private final IdentityFixture fixture =
      new IdentityFixture(Map.of("LIMITS", "businesses-of-phone=" + MOST + ",*=100000"));
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final TokenClaims session = owner.session();
  private final PhoneNumber phone = IdentityFixture.phone();
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final OwnedBusinesses businesses = fixture.bean(OwnedBusinesses.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldHandNoBusinessToAPhoneWithAsManyAsItMay() {
    admin();
    List<TenantId> others = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      TenantId other = business();
      others.add(other);
      assertThat(own(businesses.add(phone, other, true))).isTrue();
    }

    assertRefused(new IdentityRefusal.TooManyBusinesses(MOST), handOver());
    assertThat(role(owner.id)).isEqualTo(Role.OWNER);
    assertThat(role(ANA)).isEqualTo(Role.ADMIN);

    assertThat(own(businesses.remove(phone, others.getFirst()))).isTrue();
    UserView _ = done(handOver());
    assertThat(role(ANA)).isEqualTo(Role.OWNER);
    assertThat(own(businesses.add(phone, others.getFirst(), true)))
        .as("the business counts for its new owner")
        .isFalse();
  }

  @Test
  void shouldGiveTheFormerOwnersPhoneRoomForAnother() {
    admin();
    TenantId next = business();
    for (int i = 1; i < MOST; i++) {
      assertThat(own(businesses.add(owner.phone, business(), true))).isTrue();
    }
    assertThat(own(businesses.add(owner.phone, owner.tenant, true))).isTrue();
    assertThat(own(businesses.add(owner.phone, next, true))).isFalse();

    UserView _ = done(handOver());

    assertThat(own(businesses.add(owner.phone, next, true))).isTrue();
  }

  private Result<UserView, IdentityRefusal> handOver() {
    AskedStepUp stepUp = AskedStepUp.by(fixture, owner.person(session));
    return fixture
        .bean(HandOvers.class)
        .handOver(
            owner.person(session), ANA, stepUp.answer(fixture.code(owner.phone)), fixture.now());
  }

  private TenantId business() {
    return new TenantId(fixture.bean(Ids.class).next());
  }

  private boolean own(Write write) {
    return fixture.bean(Table.class).platform().write(write) instanceof Outcome.Written;
  }

  private Role role(PersonId id) {
    return people.access(owner.tenant, id).orElseThrow().role();
  }

  /** Ana, with all that an owner needs. */
  private void admin() {
    Person ana =
        Person.of(ANA, "Ana", phone, Optional.empty(), fixture.now())
            .withVerifiedPhone()
            .withVerifiedEmail("ana@" + owner.tenant.value() + ".example.com", true);
    List<Write> writes = new ArrayList<>();
    writes.add(PeopleStore.create(owner.tenant, ana));
    writes.add(Claim.phone(owner.tenant, phone).take(ANA));
    writes.add(
        PeopleStore.set(
            owner.tenant, ANA, new Credentials("credentials", "hash", true, Optional.empty())));
    writes.add(
        Write.create(PersonAccess.key(owner.tenant, ANA), PersonAccess.of(Role.CLIENT).toItem()));
    assertThat(people.write(owner.tenant, writes)).isInstanceOf(Outcome.Written.class);
    PersonAccess client = people.access(owner.tenant, ANA).orElseThrow();
    assertThat(
            people.write(
                owner.tenant,
                done(
                    fixture
                        .bean(Team.class)
                        .prepare(
                            owner.tenant,
                            Team.Move.change(ANA, client, client.withRole(Role.ADMIN))))))
        .isInstanceOf(Outcome.Written.class);
  }
}

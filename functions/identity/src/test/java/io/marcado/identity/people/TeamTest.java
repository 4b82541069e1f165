package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Write;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TeamTest {
  private static final PersonId ZOE = new PersonId("zoe");
  private static final PersonId ANA = new PersonId("ana");

  private final IdentityFixture fixture = new IdentityFixture();
  private final Team team = fixture.bean(Team.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void found() {
    people.write(tenant, Team.found(tenant, ZOE));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldGiveANewBusinessOneOwner() {
    assertThat(team.members(tenant).with(Role.OWNER)).containsExactly(ZOE);
    assertThat(access(ZOE)).isEqualTo(PersonAccess.of(Role.OWNER));
  }

  @Test
  void shouldShowEveryMoveInBothPlaces() {
    write(grant(ANA, Role.STAFF));
    assertThat(team.members(tenant).staff()).containsExactly(ANA);

    write(Team.Move.change(ANA, access(ANA), access(ANA).withRole(Role.ADMIN)));
    assertThat(team.members(tenant).staff()).isEmpty();
    assertThat(team.members(tenant).admins()).containsExactly(ANA);
    assertThat(access(ANA).userVersion()).isEqualTo(2);

    write(Team.Move.change(ANA, access(ANA), access(ANA).withEnabled(false)));
    assertThat(team.members(tenant).with(Role.ADMIN)).containsExactly(ANA);

    write(Team.Move.leave(ANA, access(ANA)));
    assertThat(team.members(tenant).all()).containsExactly(ZOE);
    assertThat(people.access(tenant, ANA)).isEmpty();
  }

  @Test
  void shouldKeepTheLastOwner() {
    PersonAccess zoe = access(ZOE);

    assertLastOwner(Team.Move.change(ZOE, zoe, zoe.withRole(Role.ADMIN)));
    assertLastOwner(Team.Move.change(ZOE, zoe, zoe.withEnabled(false)));
    assertLastOwner(Team.Move.leave(ZOE, zoe));
    assertThat(access(ZOE)).isEqualTo(zoe);
  }

  @Test
  void shouldNotCountAnOwnerWhoMayNotSignIn() {
    write(grant(ANA, Role.OWNER));
    write(Team.Move.change(ANA, access(ANA), access(ANA).withEnabled(false)));
    PersonAccess zoe = access(ZOE);

    assertThat(team.members(tenant).with(Role.OWNER)).containsExactlyInAnyOrder(ANA, ZOE);
    assertLastOwner(Team.Move.change(ZOE, zoe, zoe.withRole(Role.CLIENT)));
  }

  @Test
  void shouldKeepOneOfTwoOwnersWhoGoAtOnce() {
    for (int round = 0; round < 5; round++) {
      PersonId other = new PersonId("owner" + round);
      write(grant(other, Role.OWNER));
      List<PersonId> both = List.of(ZOE, other);
      AtomicInteger next = new AtomicInteger();

      List<Boolean> gone =
          IdentityFixture.atOnce(2, () -> demote(both.get(next.getAndIncrement())));

      assertThat(gone).containsExactlyInAnyOrder(true, false);
      assertThat(team.members(tenant).owners()).hasSize(1);
      PersonId left = team.members(tenant).owners().iterator().next();
      assertThat(access(left).role()).isEqualTo(Role.OWNER);
      if (!left.equals(ZOE)) {
        write(
            Team.Move.change(ZOE, access(ZOE), access(ZOE).withRole(Role.OWNER)),
            Team.Move.change(left, access(left), access(left).withRole(Role.ADMIN)));
      }
    }
  }

  @Test
  void shouldRefuseAMoveOfSomebodyWhoWasChangedMeanwhile() {
    write(grant(ANA, Role.STAFF));
    PersonAccess old = access(ANA);
    write(Team.Move.change(ANA, old, old.withEnabled(false)));

    Outcome outcome =
        people.write(tenant, writes(Team.Move.change(ANA, old, old.withRole(Role.ADMIN))));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(team.members(tenant).admins()).isEmpty();
  }

  private boolean demote(PersonId id) {
    while (true) {
      PersonAccess seen = access(id);
      switch (team.prepare(tenant, Team.Move.change(id, seen, seen.withRole(Role.ADMIN)))) {
        case Result.Refused<List<Write>, IdentityRefusal>(IdentityRefusal refusal) -> {
          assertThat(refusal).isEqualTo(new IdentityRefusal.LastOwner());
          return false;
        }
        case Result.Done<List<Write>, IdentityRefusal>(List<Write> writes) -> {
          if (people.write(tenant, writes) instanceof Outcome.Written) {
            return true;
          }
        }
      }
    }
  }

  private void write(Team.Move... moves) {
    assertThat(people.write(tenant, writes(moves))).isInstanceOf(Outcome.Written.class);
  }

  private static Team.Move grant(PersonId id, Role role) {
    return new Team.Move(id, Optional.empty(), Optional.of(PersonAccess.of(role)));
  }

  private PersonAccess access(PersonId id) {
    return people.access(tenant, id).orElseThrow();
  }

  private void assertLastOwner(Team.Move move) {
    assertThat(team.prepare(tenant, move))
        .isEqualTo(Result.refused(new IdentityRefusal.LastOwner()));
  }

  private List<Write> writes(Team.Move... moves) {
    return team.prepare(tenant, moves).orElseThrow(IdentityProblems::of);
  }
}

package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblem;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TeamTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final Team team = fixture.bean(Team.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();

  @BeforeEach
  void found() {
    people.write(tenant, Team.found(tenant, "zoe"));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aNewBusinessHasOneOwner() {
    assertThat(team.members(tenant).with(Role.OWNER)).containsExactly("zoe");
    assertThat(access("zoe")).isEqualTo(PersonAccess.of(Role.OWNER));
  }

  @Test
  void everyMoveIsSeenInBothPlaces() {
    write(grant("ana", Role.STAFF));
    assertThat(team.members(tenant).staff()).containsExactly("ana");

    write(Team.Move.change("ana", access("ana"), access("ana").withRole(Role.ADMIN)));
    assertThat(team.members(tenant).staff()).isEmpty();
    assertThat(team.members(tenant).admins()).containsExactly("ana");
    assertThat(access("ana").userVersion()).isEqualTo(2);

    write(Team.Move.change("ana", access("ana"), access("ana").withEnabled(false)));
    assertThat(team.members(tenant).with(Role.ADMIN)).containsExactly("ana");

    write(Team.Move.leave("ana", access("ana")));
    assertThat(team.members(tenant).all()).containsExactly("zoe");
    assertThat(people.access(tenant, "ana")).isEmpty();
  }

  @Test
  void theLastOwnerStays() {
    PersonAccess zoe = access("zoe");

    assertLastOwner(() -> write(Team.Move.change("zoe", zoe, zoe.withRole(Role.ADMIN))));
    assertLastOwner(() -> write(Team.Move.change("zoe", zoe, zoe.withEnabled(false))));
    assertLastOwner(() -> write(Team.Move.leave("zoe", zoe)));
    assertThat(access("zoe")).isEqualTo(zoe);
  }

  @Test
  void anOwnerWhoMayNotSignInDoesNotCount() {
    write(grant("ana", Role.OWNER));
    write(Team.Move.change("ana", access("ana"), access("ana").withEnabled(false)));
    PersonAccess zoe = access("zoe");

    assertThat(team.members(tenant).with(Role.OWNER)).containsExactlyInAnyOrder("ana", "zoe");
    assertLastOwner(() -> write(Team.Move.change("zoe", zoe, zoe.withRole(Role.CLIENT))));
  }

  @Test
  void ofTwoOwnersWhoGoAtOnceOneStays() {
    for (int round = 0; round < 5; round++) {
      String other = "owner" + round;
      write(grant(other, Role.OWNER));
      List<String> both = List.of("zoe", other);
      AtomicInteger next = new AtomicInteger();

      List<Boolean> gone =
          IdentityFixture.atOnce(2, () -> demote(both.get(next.getAndIncrement())));

      assertThat(gone).containsExactlyInAnyOrder(true, false);
      assertThat(team.members(tenant).owners()).hasSize(1);
      String left = team.members(tenant).owners().iterator().next();
      assertThat(access(left).role()).isEqualTo(Role.OWNER);
      if (!left.equals("zoe")) {
        write(
            Team.Move.change("zoe", access("zoe"), access("zoe").withRole(Role.OWNER)),
            Team.Move.change(left, access(left), access(left).withRole(Role.ADMIN)));
      }
    }
  }

  @Test
  void aMoveOfSomebodyWhoWasChangedMeanwhileIsRefused() {
    write(grant("ana", Role.STAFF));
    PersonAccess old = access("ana");
    write(Team.Move.change("ana", old, old.withEnabled(false)));

    Outcome outcome =
        people.write(
            tenant, team.prepare(tenant, Team.Move.change("ana", old, old.withRole(Role.ADMIN))));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(team.members(tenant).admins()).isEmpty();
  }

  private boolean demote(String userId) {
    while (true) {
      PersonAccess seen = access(userId);
      try {
        if (people.write(
                tenant,
                team.prepare(tenant, Team.Move.change(userId, seen, seen.withRole(Role.ADMIN))))
            instanceof Outcome.Written) {
          return true;
        }
      } catch (Problem problem) {
        assertThat(problem.code()).isEqualTo(IdentityProblem.LAST_OWNER);
        return false;
      }
    }
  }

  private void write(Team.Move... moves) {
    assertThat(people.write(tenant, team.prepare(tenant, moves)))
        .isInstanceOf(Outcome.Written.class);
  }

  private static Team.Move grant(String userId, Role role) {
    return new Team.Move(userId, Optional.empty(), Optional.of(PersonAccess.of(role)));
  }

  private PersonAccess access(String userId) {
    return people.access(tenant, userId).orElseThrow();
  }

  private static void assertLastOwner(ThrowingCallable task) {
    assertThatThrownBy(task)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(IdentityProblem.LAST_OWNER));
  }
}

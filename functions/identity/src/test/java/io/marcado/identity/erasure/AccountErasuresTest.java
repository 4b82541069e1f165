package io.marcado.identity.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Profiles;
import io.marcado.identity.people.Team;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.team.invitations.InvitationStore;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountErasuresTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner member = new SignedInOwner(fixture);
  private final TenantId tenant = member.tenant;
  private final PeopleStore people = fixture.bean(PeopleStore.class);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldEraseTheClientBesideSomebodyOfTheTeam() {
    PersonId client = clientBeside();

    erase(fixture.bean(Table.class));

    assertThat(people.find(tenant, client)).isEmpty();
  }

  @Test
  void shouldKeepAClientWhoGetsAnotherPhoneMeanwhile() {
    PersonId client = clientBeside();
    PhoneNumber corrected = IdentityFixture.phone();

    erase(fixture.overtaken(() -> correct(client, corrected)));

    assertThat(people.find(tenant, client).orElseThrow().phone()).isEqualTo(corrected);
    assertThat(people.find(tenant, member.id)).isEmpty();
  }

  @Test
  void shouldEraseTheClientWhoBooksByThePhoneMeanwhile() {
    List<PersonId> booked = new ArrayList<>();

    erase(fixture.overtaken(() -> booked.add(clientBeside())));

    assertThat(booked).hasSize(1);
    assertThat(people.find(tenant, booked)).isEmpty();
  }

  private PersonId clientBeside() {
    ClientRecord client =
        fixture
            .bean(ClientRecords.class)
            .findOrPrepare(
                tenant, new ClientDraft("Lia", member.phone, Optional.empty()), fixture.now());
    assertThat(people.write(tenant, client.writes())).isInstanceOf(Outcome.Written.class);
    return client.clientId();
  }

  private void correct(PersonId id, PhoneNumber phone) {
    Person seen = people.find(tenant, id).orElseThrow();
    List<Write> writes =
        new ArrayList<>(
            fixture
                .bean(Profiles.class)
                .correctPhone(new Actor.Automation(tenant, "test"), seen, phone, fixture.now())
                .orElseThrow(_ -> new IllegalStateException("phone taken")));
    writes.add(PeopleStore.change(tenant, seen.withPhone(phone, false)));
    assertThat(people.write(tenant, writes)).isInstanceOf(Outcome.Written.class);
  }

  private void erase(Table table) {
    Actor.Person me = member.person(member.session());
    leaveAnotherOwner();
    AccountErasures erasures =
        new AccountErasures(
            table,
            people,
            fixture.bean(Team.class),
            fixture.bean(InvitationStore.class),
            fixture.bean(SecurityEvents.class),
            new UnfinishedErasures(table));
    assertThat(erasures.begin(me, new ErasureProof(List.of()), fixture.now()).whyRefused())
        .isEmpty();
  }

  /** Lets the member go: somebody else answers for the business. */
  private void leaveAnotherOwner() {
    PersonId other = new PersonId("other");
    PersonAccess client = PersonAccess.of(Role.CLIENT);
    assertThat(
            people.write(
                tenant, List.of(Write.create(PersonAccess.key(tenant, other), client.toItem()))))
        .isInstanceOf(Outcome.Written.class);
    List<Write> raise =
        fixture
            .bean(Team.class)
            .prepare(tenant, Team.Move.change(other, client, client.withRole(Role.OWNER)))
            .orElseThrow(_ -> new IllegalStateException("refused"));
    assertThat(people.write(tenant, raise)).isInstanceOf(Outcome.Written.class);
  }
}

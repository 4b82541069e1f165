package io.marcado.identity.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.accounts.limits.MessageDebt;
import io.marcado.identity.people.Claim;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.Json;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedTest {
  private final IdentityFixture fixture = new IdentityFixture();
  private final ClientRecords clients = fixture.bean(ClientRecords.class);
  private final PeopleReader reader = fixture.bean(PeopleReader.class);
  private final OwnerAccounts owners = fixture.bean(OwnerAccounts.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TenantId tenant = fixture.tenant();
  private final PhoneNumber phone = IdentityFixture.phone();
  private final Actor.Visitor visitor = new Actor.Visitor(tenant, "192.0.2.1");

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldMakeAClientOnceAndFindItByPhone() {
    ClientRecord first = prepare("Ana");
    assertThat(first.isNew()).isTrue();
    write(first);

    ClientRecord second = prepare("Somebody Else");

    assertThat(second).isEqualTo(ClientRecord.known(first.clientId()));
    assertThat(reader.find(tenant, first.clientId()))
        .contains(
            new Contact(
                first.clientId(), "Ana", phone, Optional.of("ana@example.com"), Optional.empty()));
  }

  @Test
  void shouldRefuseOneOfTwoWhoMakeTheSameClient() {
    ClientRecord one = prepare("Ana");
    ClientRecord other = prepare("Anna");
    write(one);

    assertThat(people.write(tenant, other.writes())).isInstanceOf(Outcome.Refused.class);

    assertThat(prepare("Anna").clientId()).isEqualTo(one.clientId());
    assertThat(reader.find(tenant, other.clientId())).isEmpty();
  }

  @Test
  void shouldReadManyPeopleAtATimeAndOnlyForTheirOwnBusiness() {
    ClientRecord ana = prepare("Ana");
    write(ana);

    Actor business = new Actor.Automation(tenant, "test");
    Map<PersonId, ShownPerson> found =
        reader.shown(business, List.of(ana.clientId(), ana.clientId(), new PersonId("unknown")));

    assertThat(found).containsOnlyKeys(ana.clientId());
    assertThat(reader.shown(business, List.of())).isEmpty();
    assertThat(reader.find(fixture.tenant(), ana.clientId())).isEmpty();
  }

  @Test
  void shouldKeepAClientBesideTheOwnerWhosePhoneItIs() {
    OwnerAccounts.NewOwner owner =
        owners.prepare(tenant, owner("correct horse battery"), fixture.now());
    assertThat(people.write(tenant, owner.writes())).isInstanceOf(Outcome.Written.class);

    ClientRecord first = prepare("Ana");
    write(first);

    assertThat(first.clientId()).isNotEqualTo(owner.id());
    assertThat(prepare("Ana")).isEqualTo(ClientRecord.known(first.clientId()));
  }

  @Test
  void shouldMakeAnOwnerWholeAndRecogniseItAgain() {
    OwnerDraft draft = owner("correct horse battery");
    OwnerAccounts.NewOwner owner = owners.prepare(tenant, draft, fixture.now());
    assertThat(people.write(tenant, owner.writes())).isInstanceOf(Outcome.Written.class);

    assertThat(people.access(tenant, owner.id()).orElseThrow().role()).isEqualTo(Role.OWNER);
    assertThat(owners.isFrom(tenant, owner.id(), draft)).isTrue();
    assertThat(owners.isFrom(tenant, owner.id(), owner("another password"))).isFalse();
    assertThat(owners.isFrom(tenant, new PersonId("unknown"), draft)).isFalse();
  }

  @Test
  void shouldSayAtOnceEverythingWrongWithAnOwner() throws JsonProcessingException {
    Faults faults = new Faults();

    owners
        .reader()
        .read(
            Json.parse(
                """
                {"name":"","phone":"+4915112345678","email":"dora","password":"password1","x":1}
                """),
            "/owner",
            faults);

    assertThat(faults.all().stream().map(Fault::pointer))
        .containsExactlyInAnyOrder(
            "/owner/name", "/owner/phone", "/owner/email", "/owner/password", "/owner/x");
  }

  /** The owner may free a phone at any time, by changing that of its record. */
  @Test
  void shouldTakeAProofOfAPhoneForItsFirstOnceADayWhateverBecameOfItsRecord() {
    ClientRecord first = prove(clients);
    write(first);
    assertThat(messagesGivenBack()).isEqualTo(4);

    changePhone(first.clientId(), IdentityFixture.phone());
    ClientRecord second = prove(clients);
    write(second);

    assertThat(second.clientId()).isNotEqualTo(first.clientId());
    assertThat(messagesGivenBack()).isEqualTo(4);
    assertThat(people.find(tenant, second.clientId()).orElseThrow().phoneVerified()).isTrue();
  }

  @Test
  void shouldMarkNoPhoneAsProvedThatAClientGotMeanwhile() {
    ClientRecord ana = prepare("Ana");
    write(ana);
    ClientRecords overtaken =
        new ClientRecords(
            new PeopleStore(
                fixture.overtakenBetweenReads(
                    () -> changePhone(ana.clientId(), IdentityFixture.phone()))),
            fixture.bean(MessageDebt.class),
            fixture.bean(Ids.class));

    ClientRecord proved = prove(overtaken);
    write(proved);

    assertThat(people.find(tenant, ana.clientId()).orElseThrow().phoneVerified()).isFalse();
    assertThat(proved.clientId()).isNotEqualTo(ana.clientId());
    assertThat(people.find(tenant, proved.clientId()).orElseThrow().phoneVerified()).isTrue();
  }

  @Test
  void shouldSendACodeToBookInTheLanguageOfTheClient() {
    write(
        clients.findOrPrepare(
            tenant,
            new ClientDraft("Ana", phone, Optional.empty(), Optional.of(Locale.ENGLISH)),
            fixture.now()));

    assertThat(fixture.bean(BookingProofs.class).ask(visitor, phone, fixture.now()).whyRefused())
        .isEmpty();

    assertThat(fixture.sent().getLast().locale()).contains(Locale.ENGLISH);
  }

  @Test
  void shouldShowNobody() {
    Contact contact =
        new Contact(
            new PersonId("id"),
            "Ana Cliente",
            phone,
            Optional.of("ana@example.com"),
            Optional.empty());

    assertThat(
            List.of(
                contact.toString(),
                owner("correct horse battery").toString(),
                prepare("Ana Cliente").toString(),
                new ClientDraft("Ana Cliente", phone, Optional.empty()).toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain("Ana", "ana@", phone.e164(), "horse"));
  }

  private ClientRecord prepare(String name) {
    return clients.findOrPrepare(
        tenant, new ClientDraft(name, phone, Optional.of("ana@example.com")), fixture.now());
  }

  private ClientRecord prove(ClientRecords records) {
    return records.findOrPrepareProved(
        visitor, new ClientDraft("Ana", phone, Optional.empty()), fixture.now());
  }

  private void changePhone(PersonId id, PhoneNumber next) {
    Person seen = people.find(tenant, id).orElseThrow();
    assertThat(
            people.write(
                tenant,
                List.of(
                    PeopleStore.change(tenant, seen.withPhone(next, false)),
                    Claim.phone(tenant, phone).release(id),
                    Claim.phone(tenant, next).take(id))))
        .isInstanceOf(Outcome.Written.class);
  }

  private long messagesGivenBack() {
    LimitPolicy row = LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE;
    Tally tally =
        fixture
            .bean(RateLimiter.class)
            .tallyOfTenant(tenant, Tally.MESSAGES)
            .with(row, fixture.bean(Limits.class).of(row));
    return -fixture
        .bean(Table.class)
        .of(tenant)
        .get(tally.key())
        .flatMap(counted -> counted.optionalNumber(tally.counters().getFirst().attribute()))
        .orElse(0L);
  }

  private OwnerDraft owner(String password) {
    return new OwnerDraft("Dora", phone, "dora@example.com", new Password(password));
  }

  private void write(ClientRecord record) {
    assertThat(people.write(tenant, record.writes())).isInstanceOf(Outcome.Written.class);
  }
}

package io.marcado.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.published.Erasures;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.PersonalAccounts;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import io.marcado.privacy.ClientsFixture.Kept;
import io.marcado.privacy.erasure.PersonErasure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureTest {
  private static final ErasureProof NO_STEP_UP = new ErasureProof(List.of());

  private static final String ADDRESS = "203.0.113.9";

  // One for all tests of this class: a server waits for its connections to end before it stops, and
  // clients of the SDK keep theirs.
  private static final Wire WIRE = new Wire(DynamoDbLocal.shared().endpoint());

  private final ClientsFixture fixture = new ClientsFixture(WIRE);
  private final PersonErasure erasure = fixture.bean(PersonErasure.class);
  private final TenantId tenant = fixture.tenant();
  private final Kept ana = fixture.client(tenant);

  @AfterEach
  void close() {
    WIRE.mend();
    fixture.close();
  }

  @Test
  void shouldLeaveNothingThatNamesThePerson() {
    assertThat(fixture.everything(tenant)).contains(ana.secrets());

    erase(ana);

    assertThat(fixture.everything(tenant)).doesNotContain(ana.secrets());
    assertThat(fixture.bean(PeopleReader.class).find(tenant, ana.id())).isEmpty();
    assertThat(access(ana)).isEmpty();
  }

  @Test
  void shouldKeepTheTimesOfBookings() {
    Booking before = fixture.booking(tenant, ana.bookingIds().getFirst());

    erase(ana);

    Booking after = fixture.booking(tenant, before.id().value());
    assertThat(after.time()).isEqualTo(before.time());
    assertThat(after.taken()).isEqualTo(before.taken());
    assertThat(after.status()).isEqualTo(before.status());
    assertThat(after.price()).isEqualTo(before.price());
    assertThat(after.clientId()).contains(ana.id());
  }

  @Test
  void shouldLeaveEverybodyElseAlone() {
    Kept bia = fixture.client(tenant);
    Kept elsewhere = fixture.client(fixture.tenant());

    erase(ana);
    finishLater();

    assertThat(fixture.everything(tenant)).contains(bia.phone().e164(), bia.email());
    assertThat(fixture.booking(tenant, bia.bookingIds().getFirst()).notes()).contains(Kept.NOTE);
    assertThat(fixture.everything(elsewhere.tenant())).contains(elsewhere.secrets());
  }

  @Test
  void shouldTakeTheNextWithTheSamePhoneForSomebodyNew() {
    erase(ana);

    ClientRecords clients = fixture.bean(ClientRecords.class);
    ClientDraft draft = new ClientDraft("Outra", ana.phone(), Optional.of(ana.email()));
    assertThat(clients.findOrPrepare(tenant, draft, fixture.now()).isNew()).isTrue();
  }

  @Test
  void shouldRefuseTheLastOwner() {
    fixture.makeOwner(ana);

    assertThat(begin(ana).whyRefused().map(refusal -> refusal.getClass().getSimpleName()))
        .contains("LastOwner");

    assertThat(access(ana)).isPresent();
    assertThat(fixture.everything(tenant)).contains(ana.secrets());
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void shouldDoNothingMoreForSomebodyErasedBefore() {
    erase(ana);
    String after = fixture.everything(tenant);

    erase(ana);

    assertThat(fixture.everything(tenant)).isEqualTo(after);
  }

  @Test
  void shouldCountAsDoneOnlyWhenNothingCanFollow() {
    erase(ana);
    assertThat(unfinished()).hasSize(1);

    erasure.finishUnfinished(fixture.now());
    assertThat(unfinished()).hasSize(1);
    finishLater();

    assertThat(unfinished()).isEmpty();
  }

  @Test
  void shouldAlsoWipeWhatWasWrittenWhileThePersonWasErased() {
    erase(ana);
    // A booking and a login that had been let in a moment before.
    String late =
        fixture.book(tenant, ana.id(), ClientsFixture.NINE.plusSeconds(300_000), Kept.NOTE);
    fixture
        .table()
        .of(tenant)
        .write(
            Write.create(
                ItemKey.of(tenant, "PERSON#" + ana.id().value(), "SESSION#late"),
                Item.builder().text("userAgent", Kept.DEVICE).build()));

    finishLater();

    assertThat(fixture.booking(tenant, late).notes()).isEmpty();
    assertThat(fixture.everything(tenant)).doesNotContain(ana.secrets());
  }

  @Test
  void shouldEraseAPersonWithMoreSessionsThanATransactionTakes() {
    openSessions(120);

    erase(ana);

    assertThat(fixture.everything(tenant)).doesNotContain(ana.secrets());
  }

  @Test
  void shouldTakeAwayAllThatLetsSomebodyInAtOnceHoweverManySessionsThereAre() {
    openSessions(75);

    assertThat(begin(ana).whyRefused()).isEmpty();

    assertThat(fixture.everything(tenant))
        .contains(Kept.DEVICE)
        .doesNotContain("sealed-app", "argon", Kept.NAME, ana.email());
  }

  /** At every request of an erasure the function dies: with the request unheard, or unanswered. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldBeFinishedWhereverItWasCutOff(boolean heard) {
    boolean cut = true;
    int requests = 0;
    while (cut) {
      TenantId business = fixture.tenant();
      Kept person = fixture.client(business);
      WIRE.cutAfter(requests, heard);
      try {
        erase(person);
      } catch (RuntimeException e) {
        // It was cut off before the person was gone, or its answer was.
      }
      cut = WIRE.mend();
      String where = "after %d requests".formatted(requests);
      if (access(person).isPresent()) {
        assertThat(fixture.everything(business)).as(where).contains(person.secrets());
        assertThat(unfinished(business)).as(where).isEmpty();
      } else {
        assertThat(unfinished(business)).as(where).hasSize(1);
        finishLater();
        assertThat(fixture.everything(business)).as(where).doesNotContain(person.secrets());
        assertThat(unfinished(business)).as(where).isEmpty();
      }
      requests++;
    }
    assertThat(requests).isGreaterThan(12);
  }

  @Test
  void shouldGoOnWithTheOthersWhenOneFails() {
    Erasure broken = new Erasure(fixture.tenant(), new PersonId("nobody"), fixture.now());
    fixture
        .table()
        .platform()
        .write(
            Write.create(
                ItemKey.platform(
                    "ERASURES",
                    "ERASURE#" + broken.tenant().value() + "#" + broken.personId().value()),
                Item.builder()
                    .text("tenant", broken.tenant().value())
                    .text("userId", broken.personId().value())
                    .instant("erasedAt", broken.erasedAt())
                    .build()));
    erase(ana);

    assertThatThrownBy(this::finishLater).isInstanceOf(IllegalStateException.class);

    assertThat(unfinished()).isEmpty();
    assertThat(unfinished(broken.tenant())).containsExactly(broken);
    fixture.bean(Erasures.class).finish(broken);
  }

  @Test
  void shouldShowNoAccountOfSomebodyErased() {
    erase(ana);

    assertThat(fixture.bean(PersonalAccounts.class).find(tenant, ana.id(), fixture.now()))
        .isEmpty();
  }

  private void openSessions(int count) {
    for (int session = 0; session < count; session++) {
      fixture
          .table()
          .of(tenant)
          .write(
              Write.create(
                  ItemKey.of(tenant, "PERSON#" + ana.id().value(), "SESSION#x" + session),
                  Item.builder().text("userAgent", Kept.DEVICE).build()));
    }
  }

  private Result<Optional<Erasure>, ?> begin(Kept person) {
    return fixture.bean(Erasures.class).begin(person(person), NO_STEP_UP, fixture.now());
  }

  private void erase(Kept person) {
    begin(person)
        .orElseThrow(why -> new IllegalStateException(why.toString()))
        .ifPresent(begun -> erasure.goThroughNow(begun, fixture.now()));
  }

  private static Actor.Person person(Kept person) {
    return new Actor.Person(
        person.tenant(), person.id(), Role.CLIENT, new SessionId("session"), ADDRESS);
  }

  private void finishLater() {
    fixture.advance(Duration.ofHours(1));
    erasure.finishUnfinished(fixture.now());
  }

  private List<Erasure> unfinished() {
    return unfinished(tenant);
  }

  private List<Erasure> unfinished(TenantId business) {
    return fixture.bean(Erasures.class).unfinished().stream()
        .filter(erasure -> erasure.tenant().equals(business))
        .toList();
  }

  private Optional<Item> access(Kept person) {
    return fixture.table().of(person.tenant()).get(PersonAccess.key(person.tenant(), person.id()));
  }
}

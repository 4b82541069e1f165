package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.explain.ExplainedClass;
import io.marcado.bookings.explain.ExplainedSession;
import io.marcado.bookings.explain.ExplanationTexts;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SampleSession;
import io.marcado.bookings.lifecycle.SeatsLeft;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The explanation of a class says what booking a seat does, with a real table. */
class ExplainedClassesTest {
  private static final ServiceId YOGA = new ServiceId("yoga");
  private static final ResourceId ONE = new ResourceId("one");
  private static final ResourceId TWO = new ResourceId("two");
  private static final Instant ELEVEN = NINE.plus(Duration.ofHours(2));
  private static final Instant SUNDAY = NINE.minus(Duration.ofDays(1));

  @AutoClose private final Salon salon = new Salon();
  private final ClassSessionStore sessions = salon.bean(ClassSessionStore.class);

  @BeforeEach
  void offer() {
    salon.offerClass(YOGA);
  }

  @Test
  void shouldSayThatNoSessionStartsThenAndWhichAreNearest() {
    ClassSession before = session(SUNDAY, ONE, 3);
    ClassSession running = session(NINE, ONE, 3);
    ClassSession full = session(ELEVEN, ONE, 1);
    ClassSession after = session(ELEVEN.plus(Duration.ofDays(20)), ONE, 2);
    book(salon.client("rui"), full);

    ExplainedClass explained = explain(NINE.plus(Duration.ofMinutes(30)));

    assertThat(explained.works()).isFalse();
    assertThat(explained.sessions()).isEmpty();
    assertThat(explained.refusal()).isEmpty();
    assertThat(explained.alternatives()).isEmpty();
    assertThat(explained.before())
        .containsExactly(new SeatsLeft(running, 3), new SeatsLeft(before, 3));
    assertThat(explained.after()).containsExactly(new SeatsLeft(after, 2));
    assertThat(ExplanationTexts.of(explained).answer(Optional.of("no-session"))).isNotEmpty();
  }

  @Test
  void shouldWorkWhereASeatIsLeft() {
    ClassSession session = session(NINE, ONE, 2);
    book(salon.client("rui"), session);

    ExplainedClass explained = explain(NINE);

    assertThat(explained.works()).isTrue();
    assertThat(explained.sessions()).extracting(ExplainedSession::seatsLeft).containsExactly(1);
    assertThat(explained.time()).isEqualTo(session.time());
    assertThat(broken(explained)).isEmpty();
    assertThat(book(salon.client("lia"), session).whyRefused()).isEmpty();
  }

  @Test
  void shouldSayThatItIsFullWithTheAlternativesOfBooking() {
    ClassSession session = session(NINE, ONE, 1);
    ClassSession later = session(ELEVEN, ONE, 4);
    book(salon.client("rui"), session);

    ExplainedClass explained = explain(NINE);

    assertThat(broken(explained)).containsExactly(CheckCode.SEATS);
    assertThat(explained.sessions().getFirst().seatsLeft()).isZero();
    assertThat(explained.refusal()).isEqualTo(book(salon.client("lia"), session).whyRefused());
    assertThat(explained.alternatives()).containsExactly(new SeatsLeft(later, 4));
    assertThat(said(explained, "session-full")).containsExactly("No seats left (1 in all).");
  }

  @Test
  void shouldSayThatItIsCancelled() {
    ClassSession session = session(NINE, ONE, 2);
    cancel(session);

    ExplainedClass explained = explain(NINE);

    assertThat(broken(explained)).containsExactly(CheckCode.SESSION);
    assertThat(explained.refusal())
        .contains(new BookingRefusal.SessionCancelled())
        .isEqualTo(book(salon.client("lia"), session).whyRefused());
    assertThat(said(explained, "session-cancelled"))
        .containsExactly("The session does not take place.");
  }

  @Test
  void shouldSayThatItIsOver() {
    Instant over = NOW.minus(Duration.ofHours(3));
    ClassSession session = session(over, ONE, 2);
    ClassSession next = session(NINE, ONE, 2);

    ExplainedClass explained = explain(over);

    assertThat(broken(explained)).containsExactly(CheckCode.NOTICE);
    assertThat(explained.refusal()).isEqualTo(book(salon.client("lia"), session).whyRefused());
    assertThat(said(explained, "too-soon")).containsExactly("It has begun or is over.");
    assertThat(ExplanationTexts.of(explained).answer(Optional.of("too-soon")))
        .isEqualTo("It has begun or is over.");
    assertThat(explained.after()).containsExactly(new SeatsLeft(next, 2));
    // Staff record who came without a booking.
    ExplainedClass staff = explain(salon.automation(), over, Optional.empty());
    assertThat(staff.works()).isTrue();
    assertThat(staff.sessions().getFirst().checks()).contains(Check.of(CheckCode.SEATS, true));
  }

  @Test
  void shouldJudgeTheBestOfSeveralSessionsAndOnlyThoseOfAnAskedTeacher() {
    ClassSession ofOne = session(NINE, ONE, 1);
    ClassSession ofTwo = session(NINE, TWO, 2);
    book(salon.client("rui"), ofOne);

    ExplainedClass any = explain(NINE);
    assertThat(any.works()).isTrue();
    assertThat(any.sessions())
        .extracting(explained -> explained.session().id())
        .containsExactly(ofTwo.id(), ofOne.id());
    assertThat(explain(salon.visitor("192.0.2.7"), NINE, Optional.of(ONE)).works()).isFalse();
    ExplainedClass nobody =
        explain(salon.visitor("192.0.2.7"), NINE, Optional.of(new ResourceId("other")));
    assertThat(nobody.sessions()).isEmpty();

    cancel(ofTwo);
    assertThat(explain(NINE).refusal().orElseThrow())
        .isInstanceOf(BookingRefusal.SessionFull.class);
  }

  @Test
  void shouldTellAClientItsOwnLimitsAndNobodyElse() {
    ClassSession ofOne = session(NINE, ONE, 2);
    ClassSession ofTwo = session(NINE.plus(Duration.ofMinutes(15)), TWO, 2);
    ClassSession free = session(ELEVEN, TWO, 2);
    Actor rui = salon.client("rui");
    book(rui, ofOne);

    ExplainedClass own = explain(rui, ofTwo.time().start(), Optional.empty());

    assertThat(own.refusal()).contains(new BookingRefusal.Overlaps());
    assertThat(own.refusal()).isEqualTo(book(rui, ofTwo).whyRefused());
    assertThat(own.ofClient()).containsExactly(Check.of(CheckCode.LIMIT, false));
    assertThat(own.before()).isEmpty();
    assertThat(own.after()).containsExactly(new SeatsLeft(free, 2));
    ExplainedClass visitor = explain(ofTwo.time().start());
    assertThat(visitor.works()).isTrue();
    assertThat(visitor.ofClient()).isEmpty();
    assertThat(visitor.before()).containsExactly(new SeatsLeft(ofOne, 1));
  }

  @Test
  void shouldLookBeyondManyFullSessions() {
    for (int i = 0; i < 26; i++) {
      book(salon.client("rui" + i), session(SUNDAY.plus(Duration.ofMinutes(30L * i)), ONE, 1));
    }
    ClassSession free = session(ELEVEN, ONE, 1);

    assertThat(explain(SUNDAY.minus(Duration.ofHours(1))).after())
        .containsExactly(new SeatsLeft(free, 1));
  }

  @Test
  void shouldAnswerAboutAnyMoment() {
    for (String start : List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      ExplainedClass explained = explain(Instant.parse(start));
      assertThat(explained.works()).isFalse();
      assertThat(explained.sessions()).isEmpty();
    }
  }

  private ExplainedClass explain(Instant start) {
    return explain(salon.visitor("192.0.2.7"), start, Optional.empty());
  }

  private ExplainedClass explain(Actor actor, Instant start, Optional<ResourceId> resource) {
    return salon
        .bean(Explanations.class)
        .explain(
            new ExplainQuestion(
                actor,
                new SlotRequest(YOGA, resource, start.atOffset(ZoneOffset.UTC), Optional.empty()),
                Optional.empty(),
                NOW))
        .map(ExplainedClass.class::cast)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private Result<Booked, BookingRefusal> book(Actor client, ClassSession session) {
    return salon.creation.book(client, Salon.seats(session, 1), NOW);
  }

  private void cancel(ClassSession session) {
    assertThat(
            sessions.change(
                salon.tenant,
                session.id(),
                Optional.empty(),
                ChangedBy.BY_ITSELF,
                present -> Result.done(present.cancelled(Optional.of("Ana está doente"))),
                _ -> 1,
                NOW))
        .isInstanceOf(ClassSessionStore.Changed.Done.class);
  }

  private ClassSession session(Instant start, ResourceId resource, int seats) {
    return ((ClassSessionStore.Written.Done)
            sessions.create(
                salon.tenant,
                SampleSession.of(
                    new ClassSessionId(salon.bean(Ids.class).nextLong()),
                    YOGA,
                    resource,
                    Interval.ofMinutes(start, 30),
                    seats,
                    NOW),
                _ -> 1))
        .session();
  }

  private static List<CheckCode> broken(ExplainedClass explained) {
    return explained.sessions().stream()
        .flatMap(session -> session.checks().stream())
        .filter(check -> !check.works())
        .map(Check::code)
        .toList();
  }

  /** The failed checks of the judged session, as people read them. */
  private static List<String> said(ExplainedClass explained, String code) {
    ExplanationTexts texts = ExplanationTexts.of(explained);
    assertThat(texts.answer(Optional.of(code))).isNotBlank();
    ExplainedSession session = explained.sessions().getFirst();
    return session.checks().stream()
        .filter(check -> !check.works())
        .map(check -> texts.check(check, session))
        .toList();
  }
}

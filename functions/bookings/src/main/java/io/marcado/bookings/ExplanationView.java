package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.explain.BlockingTime;
import io.marcado.bookings.explain.Candidate;
import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.Explained;
import io.marcado.bookings.explain.ExplainedClass;
import io.marcado.bookings.explain.ExplainedSession;
import io.marcado.bookings.explain.ExplainedVisit;
import io.marcado.bookings.explain.Explanation;
import io.marcado.bookings.explain.Explanation.InTheWay;
import io.marcado.bookings.explain.ExplanationTexts;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SeatsLeft;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.AssignmentRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a time can be booked or not, in an answer.
 *
 * @param code of the problem that booking would answer; null when it works
 * @param text the answer in a sentence, in the language of the business
 * @param clientChecks checks of the client alone
 * @param needs of the booking, the main one first; none of a class
 * @param sessions of a class that start then; null for appointments
 * @param chosen who would do it; null when it does not work, and of a class
 */
record ExplanationView(
    String timeZone,
    String start,
    String end,
    boolean works,
    @Nullable String code,
    String text,
    List<CheckView> clientChecks,
    List<NeedView> needs,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SessionCheckView> sessions,
    @Nullable ChosenView chosen,
    List<SlotView> alternatives,
    List<SlotView> before,
    List<SlotView> after) {
  /** Where no session of a class starts then, so that there is nothing to book. */
  private static final String NO_SESSION = "no-session";

  /**
   * One rule's answer.
   *
   * @param date the local date that says when it is open
   * @param until when the time may be free again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CheckView(
      String code, boolean works, String text, @Nullable String date, @Nullable String until) {}

  /**
   * Who would do it.
   *
   * @param resourceIds the main one first, then one of each other need
   * @param rule by which the main one is chosen; null for callers who may not know it
   * @param text why it is this one
   */
  record ChosenView(
      List<ResourceId> resourceIds,
      @JsonInclude(JsonInclude.Include.NON_NULL) AssignmentRule.@Nullable Kind rule,
      String text) {}

  /** The resources of which one is needed. */
  record NeedView(boolean works, List<ResourceView> resources) {}

  /**
   * A resource.
   *
   * @param bookings that have time of it then; null for callers who may not see them
   * @param sessions likewise
   * @param blocks likewise
   */
  record ResourceView(
      ResourceId resourceId,
      String name,
      boolean works,
      List<CheckView> checks,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BookingInTheWay> bookings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<SessionInTheWay> sessions,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BlockInTheWay> blocks) {}

  /** A booking in the way, without its buffers. */
  record BookingInTheWay(
      BookingId bookingId, ServiceId serviceId, BookingStatus status, String start, String end) {}

  /** A session of a class in the way, without its buffers. */
  record SessionInTheWay(ClassSessionId sessionId, ServiceId serviceId, String start, String end) {}

  /**
   * A block in the way.
   *
   * @param reason null where there is none, and where the caller may not know it
   */
  record BlockInTheWay(BlockId blockId, String start, String end, @Nullable String reason) {
    /** Hides the reason. */
    @Override
    public String toString() {
      return "BlockInTheWay " + blockId;
    }
  }

  /** A session that starts then. */
  record SessionCheckView(
      ClassSessionId sessionId,
      String end,
      List<ResourceId> resourceIds,
      List<String> resourceNames,
      int seats,
      int seatsLeft,
      boolean works,
      List<CheckView> checks) {}

  static ExplanationView of(Explained explained) {
    return switch (explained) {
      case Explanation explanation -> of(explanation);
      case ExplainedClass explanation -> of(explanation);
      case ExplainedVisit _ -> throw new IllegalArgumentException("has a view of its own");
    };
  }

  private static ExplanationView of(Explanation explanation) {
    Texts texts = new Texts(explanation);
    return of(
        texts,
        explanation.refusal().map(BookingProblems::code),
        needs(explanation),
        Optional.empty(),
        chosen(explanation),
        slots(explanation.alternatives(), texts),
        slots(explanation.before(), texts),
        slots(explanation.after(), texts));
  }

  /** What it needs, with each candidate. */
  static List<NeedView> needs(Explanation explanation) {
    Texts texts = new Texts(explanation);
    return explanation.candidates().stream()
        .map(need -> texts.need(need, explanation.inTheWay()))
        .toList();
  }

  /** Who would do it. */
  static Optional<ChosenView> chosen(Explanation explanation) {
    Texts texts = new Texts(explanation);
    return explanation
        .chosen()
        .map(
            who ->
                new ChosenView(
                    who.resourceIds(),
                    explanation.tellsRule()
                        ? explanation.needs().service().assignment().kind()
                        : null,
                    texts.said().chosen(explanation, who.main())));
  }

  /** What every answer says first. */
  record Said(@Nullable String code, String text, List<CheckView> clientChecks) {}

  static Said said(ExplainedVisit explained) {
    Texts texts = new Texts(explained);
    Optional<String> code = explained.refusal().map(BookingProblems::code);
    return new Said(code.orElse(null), texts.said().answer(code), texts.clientChecks());
  }

  private static ExplanationView of(ExplainedClass explanation) {
    Texts texts = new Texts(explanation);
    return of(
        texts,
        explanation.sessions().isEmpty()
            ? Optional.of(NO_SESSION)
            : explanation.refusal().map(BookingProblems::code),
        List.of(),
        Optional.of(explanation.sessions().stream().map(texts::session).toList()),
        Optional.empty(),
        sessions(explanation.alternatives(), texts),
        sessions(explanation.before(), texts),
        sessions(explanation.after(), texts));
  }

  private static ExplanationView of(
      Texts texts,
      Optional<String> code,
      List<NeedView> needs,
      Optional<List<SessionCheckView>> sessions,
      Optional<ChosenView> chosen,
      List<SlotView> alternatives,
      List<SlotView> before,
      List<SlotView> after) {
    Explained explained = texts.explained();
    return new ExplanationView(
        explained.timeline().zone().id(),
        texts.at(explained.time().start()),
        texts.at(explained.time().end()),
        explained.works(),
        code.orElse(null),
        texts.said().answer(code),
        texts.clientChecks(),
        needs,
        sessions.orElse(null),
        chosen.orElse(null),
        alternatives,
        before,
        after);
  }

  private static List<SlotView> slots(List<Slot> slots, Texts texts) {
    return slots.stream().map(slot -> SlotView.of(slot, texts.explained().timeline())).toList();
  }

  private static List<SlotView> sessions(List<SeatsLeft> sessions, Texts texts) {
    return sessions.stream()
        .map(one -> SlotView.of(one.session(), one.seats(), texts.explained().timeline()))
        .toList();
  }

  private record Texts(Explained explained, ExplanationTexts said) {
    Texts(Explained explained) {
      this(explained, ExplanationTexts.of(explained));
    }

    String at(Instant moment) {
      return explained.timeline().format(moment);
    }

    List<CheckView> clientChecks() {
      return explained.ofClient().stream().map(check -> view(check, said.check(check))).toList();
    }

    SessionCheckView session(ExplainedSession one) {
      ClassSession session = one.session();
      return new SessionCheckView(
          session.id(),
          at(session.time().end()),
          session.resourceIds(),
          session.names().resources(),
          session.seats(),
          one.seatsLeft(),
          one.works(),
          one.checks().stream().map(check -> view(check, said.check(check, one))).toList());
    }

    NeedView need(List<Candidate> candidates, Optional<InTheWay> inTheWay) {
      return new NeedView(
          candidates.stream().anyMatch(Candidate::works),
          candidates.stream().map(candidate -> resource(candidate, inTheWay)).toList());
    }

    private ResourceView resource(Candidate candidate, Optional<InTheWay> inTheWay) {
      List<CheckView> checks = new ArrayList<>();
      candidate.checks().forEach(check -> checks.add(view(check, said.check(check, candidate))));
      return new ResourceView(
          candidate.resource().id(),
          candidate.resource().name(),
          candidate.works(),
          checks,
          inTheWay
              .map(
                  all ->
                      all.bookings().stream()
                          .filter(booking -> candidate.meets(booking.held()))
                          .map(this::inTheWay)
                          .toList())
              .orElse(null),
          inTheWay
              .map(
                  all ->
                      all.sessions().stream()
                          .filter(session -> candidate.meets(session.taken()))
                          .map(this::inTheWay)
                          .toList())
              .orElse(null),
          inTheWay
              .map(
                  all ->
                      all.blocks().stream()
                          .filter(block -> candidate.meets(block.taken()))
                          .map(this::inTheWay)
                          .toList())
              .orElse(null));
    }

    private BookingInTheWay inTheWay(Booking booking) {
      return new BookingInTheWay(
          booking.id(),
          booking.serviceId(),
          booking.status(),
          at(booking.time().start()),
          at(booking.time().end()));
    }

    private SessionInTheWay inTheWay(ClassSession session) {
      return new SessionInTheWay(
          session.id(), session.serviceId(), at(session.time().start()), at(session.time().end()));
    }

    private BlockInTheWay inTheWay(BlockingTime block) {
      return new BlockInTheWay(
          block.id(),
          at(block.time().start()),
          at(block.time().end()),
          block.reason().orElse(null));
    }

    CheckView view(Check check, String text) {
      return new CheckView(
          check.code().code(),
          check.works(),
          text,
          check.date().map(Object::toString).orElse(null),
          check.until().map(this::at).orElse(null));
    }
  }
}

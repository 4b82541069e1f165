package io.marcado.messaging.templates;

import io.marcado.domain.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The messages that a business may word itself: those about bookings. We alone word messages about
 * accounts, such as a code, since thieves would write such texts too.
 */
public enum TemplateKind {
  RECEIVED(Audience.CLIENT),
  CONFIRMED(Audience.CLIENT),
  MOVED(Audience.CLIENT),
  REQUEST_MOVED(Audience.CLIENT),
  MOVE_REQUESTED(Audience.CLIENT),
  KEPT(Audience.CLIENT),
  CANCELLED(Audience.CLIENT),
  REQUEST_CANCELLED(Audience.CLIENT),
  REJECTED(Audience.CLIENT),
  EXPIRED(Audience.CLIENT),
  REMINDER(Audience.CLIENT),
  NO_SHOW(Audience.CLIENT),
  FOLLOW_UP(Audience.CLIENT),
  TEAM_NEW(Audience.TEAM),
  TEAM_WAITING(Audience.TEAM),
  TEAM_MOVE_WAITING(Audience.TEAM),
  TEAM_MOVED(Audience.TEAM),
  TEAM_KEPT(Audience.TEAM),
  TEAM_CANCELLED(Audience.TEAM),
  TEAM_REQUEST_CANCELLED(Audience.TEAM),
  TEAM_REJECTED(Audience.TEAM),
  UNDECIDED(Audience.TEAM),
  MOVE_UNDECIDED(Audience.TEAM);

  /** To whom a message goes. */
  public enum Audience {
    CLIENT(Channel.SMS),
    TEAM(Channel.SMS, Channel.EMAIL);

    private final List<Channel> channels;

    Audience(Channel... channels) {
      this.channels = List.of(channels);
    }
  }

  private static final Set<TemplateKind> TOLD_ALONE = Set.of(EXPIRED, REMINDER, NO_SHOW, FOLLOW_UP);
  private static final Set<TemplateKind> WITH_LINK =
      Set.of(RECEIVED, CONFIRMED, MOVED, REQUEST_MOVED, MOVE_REQUESTED, KEPT, REMINDER);
  private static final Set<TemplateKind> WITH_REASON =
      Set.of(KEPT, CANCELLED, REQUEST_CANCELLED, REJECTED);

  private final Audience audience;

  TemplateKind(Audience audience) {
    this.audience = audience;
  }

  /** The kind with a template of this name; empty for a text that no business words. */
  static Optional<TemplateKind> of(String template) {
    return Arrays.stream(values()).filter(kind -> kind.template().equals(template)).findFirst();
  }

  public Audience audience() {
    return audience;
  }

  /** The channels by which it goes out. */
  public List<Channel> channels() {
    return audience.channels;
  }

  /** The name of its template, and of that of its subject. */
  public String template() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its text may tell, in the order in which people look for it. */
  List<Variable> variables() {
    return Stream.of(Variable.values()).filter(this::tells).toList();
  }

  private boolean tells(Variable variable) {
    return switch (variable) {
      case BUSINESS, SERVICE, RESOURCES, WHEN, SEATS, WHO -> true;
      case TIMES -> !TOLD_ALONE.contains(this);
      case REASON -> tellsReason();
      case LINK -> WITH_LINK.contains(this);
      case FROM, SUBJECT -> audience == Audience.TEAM;
    };
  }

  /** True for a message about a booking that its client can still confirm or cancel. */
  public boolean asks() {
    return WITH_LINK.contains(this);
  }

  /** True for a message that says why, where somebody wrote it. */
  public boolean tellsReason() {
    return WITH_REASON.contains(this);
  }
}

package io.marcado.messaging.texts;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of a text about a booking for somebody of the team.
 *
 * @param movedFrom its local start from before it moved; empty when it has not
 * @param hadBefore the names of its service and of its resources from before, of each if it has
 *     changed; empty when neither has
 * @param subject of the e-mail whose text it is; empty for others
 */
public record Notice(
    Appointment appointment,
    Optional<LocalDateTime> movedFrom,
    List<String> hadBefore,
    Optional<String> subject)
    implements Mailable {
  public Notice {
    hadBefore = List.copyOf(hadBefore);
  }

  /** A notice without a subject. */
  public Notice(
      Appointment appointment, Optional<LocalDateTime> movedFrom, List<String> hadBefore) {
    this(appointment, movedFrom, hadBefore, Optional.empty());
  }

  @Override
  public Notice under(String emailSubject) {
    return new Notice(appointment, movedFrom, hadBefore, Optional.of(emailSubject));
  }

  @Override
  public Map<String, String> values(Locale formats) {
    Map<String, String> values = new HashMap<>(appointment.values(formats));
    values.put(
        "from",
        Stream.concat(
                movedFrom
                    .map(from -> LocalWhen.of(formats).write(from, appointment.writtenOn()))
                    .stream(),
                hadBefore.isEmpty() ? Stream.of() : Stream.of(Names.resources(hadBefore)))
            .collect(Collectors.joining(", ")));
    values.put("subject", subject.orElse(""));
    return values;
  }

  /** The same on one line of a list. */
  String line(Locale formats) {
    Map<String, String> values = values(formats);
    String line =
        "%s - %s (%s)"
            .formatted(values.get("when"), values.get("service"), values.get("resources"));
    String who = values.getOrDefault("who", "");
    return who.isEmpty() ? line : line + " - " + who;
  }
}

package io.marcado.domain.settings;

import io.marcado.domain.Bounds;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.QuietHours;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When clients are reminded, and how they are told: the section of the settings that messaging
 * owns.
 *
 * @param reminderMinutesBefore when reminders go out before the start, at most 5 different ones of
 *     5 to 43200
 * @param smsAccents how accents go out by SMS
 * @param followUpMinutesAfter how long after the end a client is asked how it was, at most 10080; 0
 *     for not at all
 * @param quietHours when messages to clients wait that can; null for never. A client may have
 *     others.
 * @param replyToEmail where answers of clients to e-mails go, those of their calendars too, of
 *     plain letters; null for nowhere
 * @param messageChannels by what messages to clients are tried, in this order: each at most once,
 *     and SMS, which reaches every phone. What a client prefers is tried before.
 * @param fallBackAfterMinutes minutes of silence after which a message that WhatsApp took goes by
 *     the next channel too, at most 1440; 0 for never
 */
public record ReminderPolicy(
    List<Integer> reminderMinutesBefore,
    SmsAccents smsAccents,
    int followUpMinutesAfter,
    @Nullable QuietHours quietHours,
    @Nullable String replyToEmail,
    List<Channel> messageChannels,
    int fallBackAfterMinutes) {
  /** Earliest reminder before the start, minutes: thirty days. */
  public static final int MAXIMUM_REMINDER = 30 * 24 * 60;

  /** Latest follow-up after the end, minutes: seven days. */
  public static final int MAXIMUM_FOLLOW_UP = 7 * 24 * 60;

  /** Longest silence before the next channel, minutes: a day. */
  public static final int MAXIMUM_SILENCE = 24 * 60;

  /** It stands in headers and in addresses of calendars as it is. */
  private static final Pattern PLAIN_EMAIL =
      Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+");

  /** Most reminders of one booking. */
  public static final int MAXIMUM_REMINDERS = 5;

  public ReminderPolicy {
    reminderMinutesBefore = List.copyOf(reminderMinutesBefore);
    messageChannels = List.copyOf(messageChannels);
  }

  /** With everything else as a business begins with it. */
  public ReminderPolicy(List<Integer> reminderMinutesBefore) {
    this(reminderMinutesBefore, SmsAccents.FOLD, 0, null, null, List.of(Channel.SMS), 0);
  }

  /** The policy a business of this kind begins with. */
  public static ReminderPolicy forTemplate(BusinessTemplate template) {
    return switch (template) {
      case CONSULTATION -> new ReminderPolicy(List.of(1440, 60));
      case SERVICE_TABLE -> new ReminderPolicy(List.of(1440, 120));
    };
  }

  /** Everything that is wrong with this section; empty when it may be stored. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    String path = "/reminderMinutesBefore";
    Bounds.atMost(faults, path, reminderMinutesBefore, MAXIMUM_REMINDERS);
    for (int i = 0; i < reminderMinutesBefore.size(); i++) {
      Bounds.range(
          faults, path + "/" + i, reminderMinutesBefore.get(i), Cells.MINUTES, MAXIMUM_REMINDER);
    }
    Bounds.different(faults, path, reminderMinutesBefore);
    Bounds.range(faults, "/followUpMinutesAfter", followUpMinutesAfter, 0, MAXIMUM_FOLLOW_UP);
    if (quietHours != null) {
      quietHours.faults().forEach(fault -> faults.add(fault.below("/quietHours")));
    }
    if (replyToEmail != null && !PLAIN_EMAIL.matcher(replyToEmail).matches()) {
      faults.add(
          new Fault(
              "/replyToEmail",
              FaultCode.PATTERN,
              "must have only letters of ASCII, digits and . _ + - before and after the @"));
    }
    if (!messageChannels.contains(Channel.SMS)) {
      faults.add(new Fault("/messageChannels", FaultCode.REQUIRED, "must have SMS among them"));
    }
    Bounds.different(faults, "/messageChannels", messageChannels);
    Bounds.range(faults, "/fallBackAfterMinutes", fallBackAfterMinutes, 0, MAXIMUM_SILENCE);
    return faults;
  }
}

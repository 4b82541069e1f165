package io.marcado.identity.people;

import io.marcado.domain.Channel;
import io.marcado.domain.Patch;
import io.marcado.domain.time.QuietHours;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.MessagePreferences.OptOut;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.QuietHoursFields;
import java.util.List;
import java.util.Optional;

/**
 * A change of what a client prefers about messages.
 *
 * @param optOut replaces the list
 * @param quietHours cleared, they are the business's
 * @param timeZone cleared, it is the business's
 * @param channel cleared, it is as the business has it
 */
public record PreferencesEdit(
    Optional<List<OptOut>> optOut,
    Patch<QuietHours> quietHours,
    Patch<Zone> timeZone,
    Patch<Channel> channel) {
  private static final List<Channel> CHANNELS =
      List.of(Channel.SMS, Channel.EMAIL, Channel.WHATSAPP);

  /** What requests say of it: at least one of its fields. */
  public static FieldReader<PreferencesEdit> reader() {
    return Readers.object(
        fields -> {
          PreferencesEdit edit =
              new PreferencesEdit(
                  fields.optional(
                      "optOut",
                      Readers.distinct(Readers.oneOf(OptOut.class), OptOut.values().length)),
                  fields.patch("quietHours", QuietHoursFields.reader()),
                  fields.patch("timeZone", Readers.zone()),
                  fields.patch("channel", Readers.choice(CHANNELS, Channel::name)));
          fields.requireOneOf("optOut", "quietHours", "timeZone", "channel");
          return edit;
        });
  }

  /** What the person prefers afterwards; nothing, where all of it is cleared. */
  public static MessagePreferences after(Patch<PreferencesEdit> patch, Person seen) {
    return switch (patch) {
      case Patch.Keep<PreferencesEdit> _ -> seen.preferences();
      case Patch.Clear<PreferencesEdit> _ -> MessagePreferences.NONE;
      case Patch.Set<PreferencesEdit>(PreferencesEdit edit) -> edit.over(seen.preferences());
    };
  }

  private MessagePreferences over(MessagePreferences earlier) {
    return new MessagePreferences(
        optOut.orElse(earlier.optOut()),
        quietHours.apply(earlier.quietHours()),
        timeZone.keeps() ? earlier.timeZone() : timeZone.given().map(Zone::id).orElse(null),
        channel.apply(earlier.channel()));
  }
}

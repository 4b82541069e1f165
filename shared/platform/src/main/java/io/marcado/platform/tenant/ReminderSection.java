package io.marcado.platform.tenant;

import io.marcado.domain.Channel;
import io.marcado.domain.settings.ReminderPolicy;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.domain.time.Cells;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.util.List;

/** The fields of the section of the settings that messaging owns. */
public final class ReminderSection {
  public static final SettingsSection<ReminderPolicy> SECTION =
      SettingsSection.of(
          new ReminderPolicy(List.of()),
          (policy, values) ->
              new ReminderPolicy(
                  values.numbers(
                      "reminderMinutesBefore",
                      Readers.distinct(
                          Readers.integer(Cells.MINUTES, ReminderPolicy.MAXIMUM_REMINDER),
                          ReminderPolicy.MAXIMUM_REMINDERS),
                      policy.reminderMinutesBefore()),
                  values.optionalOneOf("smsAccents", SmsAccents.class, policy.smsAccents()),
                  values.optionalNumber(
                      "followUpMinutesAfter",
                      Readers.integer(0, ReminderPolicy.MAXIMUM_FOLLOW_UP),
                      policy.followUpMinutesAfter()),
                  values.nullable(
                      "quietHours",
                      QuietHoursFields.reader(),
                      QuietHoursFields::fromItem,
                      QuietHoursFields::toItem,
                      policy.quietHours()),
                  values.nullable(
                      "replyToEmail",
                      Readers.email(),
                      item -> item.text("address"),
                      address -> Item.builder().text("address", address).build(),
                      policy.replyToEmail()),
                  values.constants("messageChannels", Channel.class, policy.messageChannels()),
                  values.optionalNumber(
                      "fallBackAfterMinutes",
                      Readers.integer(0, ReminderPolicy.MAXIMUM_SILENCE),
                      policy.fallBackAfterMinutes())));

  private ReminderSection() {}
}

package io.marcado.schedules;

import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/** One-time schedules of EventBridge Scheduler, which deletes each after it has fired. */
@Singleton
public final class EventBridgeMessageSchedule implements MessageSchedule {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'", Locale.ROOT);

  private final SchedulerClient scheduler;
  private final Destination destination;

  private record Destination(
      String group, String queueArn, String roleArn, String deadLettersArn) {}

  public EventBridgeMessageSchedule(SchedulerClient scheduler, Variables variables) {
    this.scheduler = scheduler;
    this.destination =
        variables.read(
            reader ->
                new Destination(
                    reader.text("SCHEDULER_GROUP"),
                    reader.text("SCHEDULER_QUEUE_ARN"),
                    reader.text("SCHEDULER_ROLE_ARN"),
                    reader.text("SCHEDULER_DLQ_ARN")));
  }

  @Override
  public void plan(DueMessage message) {
    try {
      scheduler.createSchedule(
          request ->
              request
                  .groupName(destination.group())
                  .name(message.scheduleName())
                  .scheduleExpression(at(message.dueAt()))
                  .scheduleExpressionTimezone("UTC")
                  .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                  .actionAfterCompletion(ActionAfterCompletion.DELETE)
                  .target(
                      target ->
                          target
                              .arn(destination.queueArn())
                              .roleArn(destination.roleArn())
                              .deadLetterConfig(
                                  letters -> letters.arn(destination.deadLettersArn()))
                              .input(message.toJson())));
    } catch (ConflictException _) {
      // The name derives from all facts of the message, so the existing schedule is the same.
    }
  }

  private static String at(Instant instant) {
    return AT.format(instant.atOffset(ZoneOffset.UTC));
  }
}

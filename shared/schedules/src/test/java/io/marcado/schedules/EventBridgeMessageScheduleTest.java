package io.marcado.messaging.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.marcado.domain.TenantId;
import io.marcado.messaging.LocalServices;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.EventBridgeMessageSchedule;
import io.marcado.schedules.MessageSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/** The real one, against the scheduler of the local stack. */
class EventBridgeMessageScheduleTest extends MessageScheduleContract {
  private final List<DueMessage> sent = new ArrayList<>();
  private final LocalServices services = new LocalServices("2026-11-20T12:00:00Z", this::deliver);
  private final Variables variables = new Variables(services.variables());
  private final SchedulerClient client =
      new SdkClients(variables).build("SCHEDULER", SchedulerClient.builder());
  private final EventBridgeMessageSchedule schedule =
      new EventBridgeMessageSchedule(client, variables);

  @AfterEach
  void stop() {
    client.close();
    services.close();
  }

  @Test
  void shouldSendUndeliverableOnesAsideAndLeaveNothingBehind() {
    Reminder reminder =
        new Reminder(
            new TenantId("k3vq7d2hmxw5ra6t"),
            "b7qk2m4x6z3c5v7n2l4j6h3g5f",
            Instant.parse("2030-11-23T12:00:00Z"),
            List.of("ana"),
            60);
    schedule.plan(reminder);

    GetScheduleResponse planned =
        client.getSchedule(request -> request.groupName("reminders").name(reminder.scheduleName()));
    assertThat(planned.scheduleExpression()).isEqualTo("at(2030-11-23T11:00:00)");
    assertThat(planned.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(planned.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    assertThat(planned.target().arn()).isEqualTo(LocalServices.QUEUE);
    assertThat(planned.target().deadLetterConfig().arn()).isEqualTo(LocalServices.LETTERS);
  }

  @Override
  MessageSchedule schedule() {
    return schedule;
  }

  @Override
  List<DueMessage> sentUntil(Instant now) {
    services.clock().advance(Duration.between(services.clock().instant(), now));
    synchronized (sent) {
      List<DueMessage> taken = List.copyOf(sent);
      sent.clear();
      return taken;
    }
  }

  private void deliver(String targetArn, String input) {
    assertThat(targetArn).isEqualTo(LocalServices.QUEUE);
    try {
      Reminder reminder = Reminder.fromJson(Json.parse(input));
      synchronized (sent) {
        sent.add(reminder);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.marcado.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.aws.AwsServer;
import io.marcado.local.bus.EventBus;
import io.marcado.local.clock.LocalClock;
import io.marcado.local.functions.Functions;
import io.marcado.local.gateway.Stages;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.outbox.Outbox;
import io.marcado.local.schedule.Scheduler;
import io.marcado.local.sqs.Consumers;
import io.marcado.local.storage.Storage;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/** The real one, against the scheduler of the local stack. */
class EventBridgeMessageScheduleTest extends MessageScheduleContract {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:due";
  private static final String LETTERS = "arn:aws:sqs:us-east-1:000000000000:undelivered";

  // One for all tests, one test at a time: a server waits for its connections to end before it
  // stops.
  private static volatile Function<Request, Reply> current = _ -> AwsServer.TOO_LARGE;
  private static final HttpServer SERVER = server();

  private final List<String> sent = new ArrayList<>();
  private final Storage storage = Storage.inMemory();
  private final LocalClock clock =
      new LocalClock(
          InstantSource.fixed(Instant.parse("2030-11-20T12:00:00Z")), storage.documents("clock"));
  private final Scheduler scheduler =
      Scheduler.start(storage.documents("schedules"), clock, this::deliver);
  private final SchedulerClient client;
  private final EventBridgeMessageSchedule schedule;

  EventBridgeMessageScheduleTest() {
    clock.onAdvance(scheduler::fireDue);
    current =
        new AwsServer(
                new EventBus(List.of(), List.of(), (_, _, _) -> {}),
                scheduler,
                List.of("messages"),
                new Outbox(storage.documents("outbox")),
                new Stages(List.of(), storage.documents("stages")),
                storage.documents("mappings"),
                Map.of(),
                storage.documents("secrets"),
                new Functions(
                    List.of(), declared -> new FunctionHost(declared.variables(), clock), 1),
                new Consumers(storage.documents("consumers")),
                clock)
            ::answer;
    Variables variables =
        new Variables(
            Map.of(
                "AWS_ENDPOINT_URL", SERVER.address().toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "SCHEDULER_GROUP", "messages",
                "SCHEDULER_QUEUE_ARN", QUEUE,
                "SCHEDULER_ROLE_ARN", "arn:aws:iam::000000000000:role/schedules",
                "SCHEDULER_DLQ_ARN", LETTERS));
    client = new SdkClients(variables).build("SCHEDULER", SchedulerClient.builder());
    schedule = new EventBridgeMessageSchedule(client, variables);
  }

  private static HttpServer server() {
    try {
      return HttpServer.start(
          HttpServer.LOOPBACK,
          0,
          AwsServer.BODY_LIMIT,
          AwsServer.TOO_LARGE,
          request -> current.apply(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    scheduler.close();
  }

  @Test
  void shouldSendUndeliverableOnesAsideAndLeaveNothingBehind() {
    schedule.plan(new Note("a", DUE));

    GetScheduleResponse planned =
        client.getSchedule(request -> request.groupName("messages").name("a"));
    assertThat(planned.scheduleExpression()).isEqualTo("at(2030-11-23T11:00:00)");
    assertThat(planned.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(planned.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    assertThat(planned.target().arn()).isEqualTo(QUEUE);
    assertThat(planned.target().deadLetterConfig().arn()).isEqualTo(LETTERS);
  }

  @Override
  MessageSchedule schedule() {
    return schedule;
  }

  @Override
  List<String> sentUntil(Instant now) {
    clock.advance(Duration.between(clock.instant(), now));
    synchronized (sent) {
      List<String> taken = List.copyOf(sent);
      sent.clear();
      return taken;
    }
  }

  private void deliver(String targetArn, String input) {
    assertThat(targetArn).isEqualTo(QUEUE);
    synchronized (sent) {
      sent.add(input);
    }
  }
}

package io.marcado.messaging;

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
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The scheduler and the SMS outbox of the local stack, by the protocols that the SDK speaks. */
public final class LocalServices implements AutoCloseable {
  /** Where due reminders go. */
  public static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:reminders";

  /** Where reminders go that cannot be delivered. */
  public static final String LETTERS = "arn:aws:sqs:us-east-1:000000000000:undelivered";

  // One for all tests of the JVM, one test at a time: a server waits for its connections to end
  // before it stops, and clients of the SDK keep theirs.
  private static volatile Function<Request, Reply> current = _ -> AwsServer.TOO_LARGE;
  private static final HttpServer SERVER = server();

  private final LocalClock clock;
  private final Scheduler scheduler;

  /**
   * @param targets takes what schedules send
   */
  public LocalServices(String now, Scheduler.Targets targets) {
    Storage storage = Storage.inMemory();
    clock = new LocalClock(InstantSource.fixed(Instant.parse(now)), storage.documents("clock"));
    scheduler = Scheduler.start(storage.documents("schedules"), clock, targets);
    clock.onAdvance(scheduler::fireDue);
    current =
        new AwsServer(
                new EventBus(List.of(), List.of(), (_, _, _) -> {}),
                scheduler,
                List.of("reminders"),
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

  public LocalClock clock() {
    return clock;
  }

  /** Names of the schedules that wait. */
  public List<String> schedules() {
    return scheduler.list("reminders").stream().map(schedule -> schedule.name()).toList();
  }

  /** The variables of functions that use these services. */
  public Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL", SERVER.address().toString(),
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "SCHEDULER_GROUP", "reminders",
        "SCHEDULER_QUEUE_ARN", QUEUE,
        "SCHEDULER_ROLE_ARN", "arn:aws:iam::000000000000:role/schedules",
        "SCHEDULER_DLQ_ARN", LETTERS);
  }

  @Override
  public void close() {
    scheduler.close();
  }
}

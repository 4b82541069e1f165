package io.marcado.local;

import io.marcado.local.aws.AwsServer;
import io.marcado.local.bus.EventBus;
import io.marcado.local.clock.LocalClock;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.Functions;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.gateway.Gateway;
import io.marcado.local.gateway.LocalEndpoints;
import io.marcado.local.gateway.Routes;
import io.marcado.local.gateway.Stages;
import io.marcado.local.gateway.TenantRouting;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.keys.GeneratedSecrets;
import io.marcado.local.keys.KeyRing;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.outbox.Outbox;
import io.marcado.local.schedule.Schedule;
import io.marcado.local.schedule.Scheduler;
import io.marcado.local.sqs.Consumers;
import io.marcado.local.sqs.ElasticMq;
import io.marcado.local.sqs.QueuePoller;
import io.marcado.local.storage.Storage;
import io.marcado.local.stream.StreamPoller;
import io.marcado.local.template.Arns;
import io.marcado.local.template.EventSource;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.QueueDeclaration;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.Template;
import io.marcado.local.whatsapp.WhatsAppApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marcado in one JVM: the functions of template.yaml behind the routes of openapi.yaml, with real
 * parts around them.
 *
 * <p>{@code LocalStack.start(Options.inMemory())} is a whole system for a test, on ports of its
 * own.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration BETWEEN_COUNTS = Duration.ofMillis(20);

  /** Origins of pages that are being developed on this machine; CORS of the origin allows them. */
  public static final List<String> PAGES =
      List.of(
          "http://localhost:3001",
          "http://localhost:4200",
          "http://localhost:5173",
          "http://localhost:8080");

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

  /** Recurring schedules of the template are kept in this group. */
  private static final String DECLARED = "template";

  private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
  private final Map<String, StreamPoller> streams = new ConcurrentHashMap<>();
  private final Consumers consumers;
  private final HttpServer gatewayServer;
  private final LocalClock clock;
  private final Outbox outbox;
  private final Stages stages;
  private final DynamoDbLocal table;
  private final ElasticMq queues;
  private final Functions functions;
  private final Map<String, String> endpoints;
  private final String operatorKey;

  /** Returns when the gateway answers and all pollers run. */
  public static LocalStack start(Options options) throws IOException {
    return new LocalStack(options);
  }

  private LocalStack(Options options) throws IOException {
    // Addresses first: the template's values contain them. Requests wait until the rest is up.
    CompletableFuture<Function<Request, Reply>> gateway = new CompletableFuture<>();
    gatewayServer =
        HttpServer.start(
            options.host(),
            options.port(),
            Gateway.BODY_LIMIT,
            Gateway.TOO_LARGE,
            request -> gateway.join().apply(request));
    try {
      Storage storage = options.storage();
      opened(storage.take());
      clock = new LocalClock(options.clock(), storage.documents("clock"));
      KeyRing keys = new KeyRing(storage.documents("keys"));
      operatorKey = GeneratedSecrets.operatorKey(storage.documents("operator"));

      CompletableFuture<Function<Request, Reply>> aws = new CompletableFuture<>();
      HttpServer awsServer =
          opened(
              HttpServer.start(
                  HttpServer.LOOPBACK,
                  0,
                  AwsServer.BODY_LIMIT,
                  AwsServer.TOO_LARGE,
                  request -> aws.join().apply(request)));
      WhatsAppApi whatsApp = new WhatsAppApi(awsServer.address());
      URI origin = gatewayServer.address();
      URI sqs = ElasticMq.freeAddress();

      Template template =
          Template.read(
              options.root().resolve("template.yaml"),
              new Surroundings(
                  Surroundings.REGION,
                  Surroundings.ACCOUNT,
                  sqs,
                  origin,
                  LocalSettings.parameters(
                      keys.verifying(clock.instant()),
                      whatsApp.url(),
                      options.routing(),
                      options.deployedLimits())));
      List<QueueDeclaration> queueDeclarations = template.queues();
      CompletableFuture<ElasticMq> queuesStarting =
          starting(
              () ->
                  ElasticMq.start(
                      sqs,
                      storage.folder().map(folder -> folder.resolve("queues")),
                      queueDeclarations));
      CompletableFuture<DynamoDbLocal> tableStarting =
          starting(
              () ->
                  storage
                      .folder()
                      .map(
                          folder -> DynamoDbLocal.onDisk(folder.resolve("table"), template.table()))
                      .orElseGet(() -> DynamoDbLocal.inMemory(template.table())));

      Routes routes = Routes.read(options.root().resolve("openapi.yaml"));
      outbox = new Outbox(storage.documents("outbox"));
      stages = new Stages(template.httpApis(), storage.documents("stages"));
      queues = started(queuesStarting);
      table = started(tableStarting);

      endpoints = LocalSettings.endpoints(table.endpoint(), sqs, awsServer.address());
      if (options.routing() != TenantRouting.STAGE) {
        endpoints.put("TENANT_URL", options.routing().baseUrl(origin));
      }
      functions =
          new Functions(
              template.functions(),
              function -> table.host(variables(function, endpoints, options.variables()), clock),
              options.slack());
      Scheduler scheduler =
          opened(Scheduler.start(storage.documents("schedules"), clock, this::deliver));
      clock.onAdvance(scheduler::fireDue);
      scheduler.declare(DECLARED, recurring());
      EventBus bus = new EventBus(template.eventBuses(), template.rules(), queues::send);
      consumers = new Consumers(storage.documents("consumers"));
      AwsServer services =
          new AwsServer(
              bus,
              scheduler,
              template.scheduleGroups(),
              outbox,
              stages,
              storage.documents("api-mappings"),
              secrets(
                  keys.signing(),
                  GeneratedSecrets.kept(template.secrets(), storage.documents("secrets"))),
              storage.documents("made-secrets"),
              functions,
              consumers,
              clock);
      aws.complete(
          request ->
              whatsApp.takes(request)
                  ? whatsApp.answer(request, outbox, clock)
                  : services.answer(request));
      gateway.complete(
          new Gateway(
                  routes,
                  stages,
                  functions,
                  clock,
                  new LocalEndpoints(
                      outbox,
                      clock,
                      this::awaitMessages,
                      text -> queues.send(incomingTexts(queueDeclarations), text),
                      asked -> whatsApp.told(asked, clock).map(told -> gateway.join().apply(told))),
                  template.httpApis().stream().findFirst().orElse("local"),
                  options.routing())
              ::answer);
      startPollers(storage, queueDeclarations, Math.toIntExact(options.retry().toSeconds()));
    } catch (IOException | RuntimeException | Error e) {
      gatewayServer.close();
      closeParts();
      throw e;
    }
  }

  /** Starts a part beside the others; it is closed with the stack once it is up. */
  private <T extends AutoCloseable> CompletableFuture<T> starting(Supplier<T> start) {
    return CompletableFuture.supplyAsync(
        () -> opened(start.get()), task -> Thread.ofPlatform().daemon().start(task));
  }

  private static <T> T started(CompletableFuture<T> part) {
    try {
      return part.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static String incomingTexts(List<QueueDeclaration> queues) {
    return queues.stream()
        .filter(queue -> queue.logicalId().equals(LocalSettings.INCOMING_TEXTS))
        .map(QueueDeclaration::name)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No queue for incoming texts"));
  }

  private static Map<String, String> variables(
      FunctionDeclaration function, Map<String, String> endpoints, Map<String, String> own) {
    Map<String, String> variables = new LinkedHashMap<>(function.variables());
    variables.putAll(endpoints);
    // Whose request it is can be seen by its key, as on AWS by its role.
    variables.put("AWS_ACCESS_KEY_ID", function.logicalId());
    variables.putAll(own);
    return variables;
  }

  /** The secrets there are, under every name that functions know them by. */
  private Map<String, String> secrets(SigningKeys keys, Map<String, String> generated) {
    Map<String, String> secrets = new HashMap<>(generated);
    for (LocalFunction function : functions.all()) {
      Map<String, String> variables = function.declaration().variables();
      Map.of(
              "TOKEN_SIGNING_SECRET", keys.privateJwk(),
              "WHATSAPP_TOKEN_SECRET", WhatsAppApi.TOKEN,
              "WHATSAPP_APP_SECRET", WhatsAppApi.APP_SECRET,
              "WHATSAPP_VERIFY_TOKEN_SECRET", WhatsAppApi.VERIFY_TOKEN)
          .forEach(
              (variable, value) ->
                  Optional.ofNullable(variables.get(variable))
                      .ifPresent(name -> secrets.put(name, value)));
    }
    secrets.computeIfPresent(
        "OperatorKeysSecret",
        (_, _) -> "{\"local\":[\"%s\"]}".formatted(GeneratedSecrets.sha256(operatorKey)));
    return secrets;
  }

  private List<Schedule> recurring() {
    List<Schedule> schedules = new ArrayList<>();
    String now = clock.instant().toString();
    for (LocalFunction function : functions.all()) {
      String id = function.declaration().logicalId();
      for (EventSource source : function.declaration().sources()) {
        if (source instanceof EventSource.Schedule schedule
            && !LocalSettings.WITHOUT_SCHEDULE.contains(id)) {
          schedules.add(
              new Schedule(
                  DECLARED,
                  id + "-" + schedule.name(),
                  schedule.expression(),
                  "UTC",
                  "arn:aws:lambda:%s:%s:function:%s"
                      .formatted(
                          Surroundings.REGION, Surroundings.ACCOUNT, function.declaration().name()),
                  schedule.input().orElse(""),
                  "{}",
                  false,
                  true,
                  now,
                  ""));
        }
      }
    }
    return schedules;
  }

  /** What a schedule does when its time has come. */
  private void deliver(String targetArn, String input) {
    if (targetArn.contains(":sqs:")) {
      queues.send(Arns.resource(targetArn), input);
      return;
    }
    LocalFunction function =
        functions
            .named(targetArn)
            .orElseThrow(() -> new IllegalStateException("No function " + targetArn));
    String event = input.isEmpty() ? scheduledEvent(clock.instant()) : input;
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                function.invoke(event.getBytes(StandardCharsets.UTF_8));
              } catch (FunctionFailed e) {
                LOG.error("A scheduled task failed; its next turn tries again", e);
              }
            });
  }

  private static String scheduledEvent(Instant now) {
    return "{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"account\":\"%s\",\"time\":\"%s\",\"region\":\"%s\",\"resources\":[],\"detail\":{}}"
        .formatted(java.util.UUID.randomUUID(), Surroundings.ACCOUNT, now, Surroundings.REGION);
  }

  private void startPollers(
      Storage storage, List<QueueDeclaration> queueDeclarations, int retrySeconds) {
    Map<String, QueueDeclaration> byName =
        queueDeclarations.stream()
            .collect(Collectors.toMap(QueueDeclaration::name, queue -> queue));
    for (LocalFunction function : functions.all()) {
      for (EventSource source : function.declaration().sources()) {
        switch (source) {
          case EventSource.Queue queue -> {
            QueueDeclaration declaration = byName.get(queue.queueName());
            if (declaration == null) {
              throw new IllegalArgumentException("No queue " + queue.queueName());
            }
            consumers.add(
                queue.mappingId(),
                opened(
                    QueuePoller.start(
                        queues,
                        declaration,
                        queue,
                        function,
                        retrySeconds,
                        consumers.mayRun(queue.mappingId()))));
          }
          case EventSource.Stream stream -> {
            String id = function.declaration().logicalId();
            streams.put(
                id,
                opened(
                    StreamPoller.start(
                        table.streams(),
                        table.tableName(),
                        stream,
                        function,
                        storage.documents("checkpoints/" + id),
                        storage.documents("given-up/" + id))));
          }
          case EventSource.Schedule _ -> {} // The scheduler has it.
        }
      }
    }
  }

  /**
   * Returns when what was asked for before is in the outbox, as far as the stream brings it there,
   * or after a few seconds.
   */
  private void awaitMessages() {
    for (String sender : LocalSettings.SENDERS_ON_THE_STREAM) {
      StreamPoller poller = streams.get(sender);
      if (poller != null && !poller.awaitDone(LocalSettings.LONGEST_WAIT_FOR_MESSAGES)) {
        LOG.warn("{} has not caught up; messages may be missing", sender);
      }
    }
  }

  /**
   * Returns when nothing is under way any more: every change is dealt with, and the queues of
   * functions are empty. Nothing may change meanwhile.
   */
  public void awaitQuiet() {
    List<String> consumed =
        functions.all().stream()
            .flatMap(function -> function.declaration().sources().stream())
            .flatMap(
                source ->
                    source instanceof EventSource.Queue queue ? Stream.of(queue) : Stream.empty())
            .map(EventSource.Queue::queueName)
            .toList();
    // What a consumer did while the queues were counted shows in the next round.
    int quiet = 0;
    while (quiet < 2) {
      streams.values().forEach(poller -> poller.awaitDone(LocalSettings.LONGEST_WAIT_FOR_MESSAGES));
      if (consumed.stream().allMatch(queue -> queues.messageCount(queue) == 0)) {
        quiet++;
      } else {
        quiet = 0;
        // To count costs as much as to deliver.
        LockSupport.parkNanos(BETWEEN_COUNTS.toNanos());
      }
    }
  }

  /** Where platform routes are; tenants are at {@code {origin}/{slug}}. */
  public URI origin() {
    return gatewayServer.address();
  }

  /** The key of this stack's one operator, called {@code local}. */
  public String operatorKey() {
    return operatorKey;
  }

  public LocalClock clock() {
    return clock;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Stages stages() {
    return stages;
  }

  public DynamoDbLocal table() {
    return table;
  }

  public ElasticMq queues() {
    return queues;
  }

  public Functions functions() {
    return functions;
  }

  /** The variables with which an SDK client, or a function elsewhere, finds the local services. */
  public Map<String, String> variables() {
    return Map.copyOf(endpoints);
  }

  /** Ends what is in hand and stops; what is on disk is found again by the next start. */
  @Override
  public void close() {
    gatewayServer.close();
    closeParts();
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the stack did not stop cleanly", e);
      }
    }
  }
}

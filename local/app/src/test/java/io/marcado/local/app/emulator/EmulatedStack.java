package io.marcado.local.app.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.clock.LocalClock;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.Functions;
import io.marcado.local.gateway.Gateway;
import io.marcado.local.gateway.LocalEndpoints;
import io.marcado.local.gateway.Routes;
import io.marcado.local.gateway.Stage;
import io.marcado.local.gateway.Stages;
import io.marcado.local.gateway.TenantRouting;
import io.marcado.local.http.HttpServer;
import io.marcado.local.keys.GeneratedSecrets;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.outbox.Outbox;
import io.marcado.local.storage.Documents;
import io.marcado.local.stream.StreamRecords;
import io.marcado.local.template.Arns;
import io.marcado.local.template.EventSource;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.local.template.ProjectRoot;
import io.marcado.local.template.QueueDeclaration;
import io.marcado.local.template.RuleDeclaration;
import io.marcado.local.template.Surroundings;
import io.marcado.local.template.TableDeclaration;
import io.marcado.local.template.Template;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.event.ruler.Ruler;

/**
 * The stack of template.yaml in an emulator: every table, queue, bus, rule, API, schedule group and
 * secret is the emulator's, found by AWS_ENDPOINT_URL alone. Ours are only the things that Lambda
 * and API Gateway do around a function: make the event, call the handler.
 */
final class EmulatedStack implements AutoCloseable {
  private final DynamoDbClient dynamoDb;
  private final DynamoDbStreamsClient streams;
  private final SqsClient sqs;
  private final EventBridgeClient events;
  private final SchedulerClient scheduler;
  private final ApiGatewayV2Client apis;
  private final SecretsManagerClient secrets;

  private final Template template;
  private final Functions functions;
  private final Map<String, String> apiIds = new LinkedHashMap<>();
  private final Stages stages;
  private final HttpServer http;
  private final String streamArn;
  private @Nullable String lastRecord;

  EmulatedStack(MotoServer moto) throws IOException {
    dynamoDb = client(DynamoDbClient.builder(), moto);
    streams = client(DynamoDbStreamsClient.builder(), moto);
    sqs = client(SqsClient.builder(), moto);
    events = client(EventBridgeClient.builder(), moto);
    scheduler = client(SchedulerClient.builder(), moto);
    apis = client(ApiGatewayV2Client.builder(), moto);
    secrets = client(SecretsManagerClient.builder(), moto);

    Path root = ProjectRoot.find();
    CompletableFuture<Gateway> gateway = new CompletableFuture<>();
    http =
        HttpServer.start(
            HttpServer.LOOPBACK,
            0,
            Gateway.BODY_LIMIT,
            Gateway.TOO_LARGE,
            request -> gateway.join().answer(request));
    SigningKeys keys = SigningKeys.generate();
    template =
        Template.read(
            root.resolve("template.yaml"),
            new Surroundings(
                Surroundings.REGION,
                MotoServer.ACCOUNT,
                moto.endpoint(),
                http.address(),
                Map.of("Stage", "emulator", "VerificationKeysParameter", keys.publicJwks())));
    template.httpApis().forEach(name -> apiIds.put(name, api(name)));
    streamArn = table(template.table());
    template.queues().stream().filter(queue -> queue.redrive().isEmpty()).forEach(this::queue);
    template.queues().stream().filter(queue -> queue.redrive().isPresent()).forEach(this::queue);
    template.eventBuses().forEach(name -> events.createEventBus(bus -> bus.name(name)));
    template.rules().forEach(this::rule);
    template
        .scheduleGroups()
        .forEach(name -> scheduler.createScheduleGroup(group -> group.name(name)));
    signingKey(keys);

    functions =
        new Functions(
            template.functions(),
            function ->
                new FunctionHost(variables(function.variables(), moto), InstantSource.system()),
            10);
    stages = new Stages(apiIds.values(), Documents.inMemory());
    gateway.complete(
        new Gateway(
            Routes.read(root.resolve("openapi.yaml")),
            stages,
            functions,
            InstantSource.system(),
            new LocalEndpoints(
                new Outbox(Documents.inMemory()),
                new LocalClock(InstantSource.system(), Documents.inMemory()),
                () -> {},
                _ -> {},
                _ -> Optional.empty()),
            apiIds.values().iterator().next(),
            TenantRouting.STAGE));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, MotoServer moto) {
    return builder
        .endpointOverride(moto.endpoint())
        .region(Region.of(Surroundings.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** One endpoint for all services, and the ids that the emulator gave the APIs. */
  private Map<String, String> variables(Map<String, String> declared, MotoServer moto) {
    Map<String, String> variables = new HashMap<>(declared);
    variables.put("AWS_REGION", Surroundings.REGION);
    variables.put("AWS_ACCESS_KEY_ID", "emulator");
    variables.put("AWS_SECRET_ACCESS_KEY", "emulator");
    variables.put("AWS_ENDPOINT_URL", moto.endpoint().toString());
    variables.computeIfPresent(
        "TENANT_SHARDS",
        (_, shards) -> {
          String withIds = shards;
          for (Map.Entry<String, String> api : apiIds.entrySet()) {
            withIds = withIds.replace(api.getKey() + "=", api.getValue() + "=");
          }
          return withIds;
        });
    return variables;
  }

  private String api(String name) {
    return apis.createApi(api -> api.name(name).protocolType(ProtocolType.HTTP)).apiId();
  }

  private String table(TableDeclaration table) {
    return dynamoDb
        .createTable(
            request ->
                request
                    .tableName(table.name())
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        table.attributes().stream()
                            .map(
                                attribute ->
                                    AttributeDefinition.builder()
                                        .attributeName(attribute.name())
                                        .attributeType(attribute.type())
                                        .build())
                            .toList())
                    .keySchema(keys(table.keys()))
                    .globalSecondaryIndexes(
                        table.indexes().stream()
                            .map(
                                index ->
                                    GlobalSecondaryIndex.builder()
                                        .indexName(index.name())
                                        .keySchema(keys(index.keys()))
                                        .projection(it -> it.projectionType(index.projection()))
                                        .build())
                            .toList())
                    .streamSpecification(
                        stream ->
                            stream
                                .streamEnabled(true)
                                .streamViewType(table.streamView().orElseThrow())))
        .tableDescription()
        .latestStreamArn();
  }

  private static List<KeySchemaElement> keys(List<TableDeclaration.Key> keys) {
    return keys.stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.attribute())
                    .keyType(KeyType.fromValue(key.role()))
                    .build())
        .toList();
  }

  private void queue(QueueDeclaration queue) {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilityTimeoutSeconds()));
    queue
        .redrive()
        .ifPresent(
            redrive ->
                attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                        .formatted(
                            queueArn(redrive.deadLetterQueueName()), redrive.maxReceiveCount())));
    sqs.createQueue(request -> request.queueName(queue.name()).attributes(attributes));
  }

  private String queueArn(String name) {
    return "arn:aws:sqs:%s:%s:%s".formatted(Surroundings.REGION, MotoServer.ACCOUNT, name);
  }

  private void rule(RuleDeclaration rule) {
    events.putRule(
        request ->
            request.name(rule.name()).eventBusName(rule.busName()).eventPattern(rule.pattern()));
    events.putTargets(
        request ->
            request
                .rule(rule.name())
                .eventBusName(rule.busName())
                .targets(
                    rule.targets().stream()
                        .map(target -> Target.builder().id(target.id()).arn(target.arn()).build())
                        .toList()));
  }

  private void signingKey(SigningKeys keys) {
    TreeSet<String> names = new TreeSet<>();
    for (FunctionDeclaration function : template.functions()) {
      Optional.ofNullable(function.variables().get("TOKEN_SIGNING_SECRET")).ifPresent(names::add);
    }
    for (String name : names) {
      secrets.createSecret(secret -> secret.name(name).secretString(keys.privateJwk()));
    }
    for (String name : template.secrets()) {
      secrets.createSecret(secret -> secret.name(name).secretString(GeneratedSecrets.generate()));
    }
  }

  /** The address of the origin API, as clients see it. */
  String origin() {
    return http.address().toString();
  }

  /** The stages that the emulator's API Gateway has. From now on requests are routed to them. */
  List<Stage> stages() {
    List<Stage> found = new ArrayList<>();
    for (String apiId : apiIds.values()) {
      apis.getStages(request -> request.apiId(apiId))
          .items()
          .forEach(
              stage ->
                  found.add(
                      new Stage(
                          apiId,
                          stage.stageName(),
                          stage.stageVariables(),
                          Map.of("autoDeploy", Boolean.TRUE.equals(stage.autoDeploy())))));
    }
    found.forEach(stages::put);
    return found;
  }

  /** Hands what is new in the table's stream to the functions that are fed by it. */
  void carryStream() throws FunctionFailed {
    List<Record> fresh = freshRecords();
    for (FunctionDeclaration function : template.functions()) {
      for (EventSource source : function.sources()) {
        if (source instanceof EventSource.Stream stream) {
          List<ObjectNode> fitting =
              fresh.stream()
                  .map(change -> StreamRecords.write(change, streamArn))
                  .filter(change -> passes(stream, change))
                  .toList();
          if (!fitting.isEmpty()) {
            invoke(function.logicalId(), StreamRecords.event(fitting));
          }
        }
      }
    }
  }

  // A fresh iterator each time: the emulator's show what a cancelled transaction wrote after them.
  private List<Record> freshRecords() {
    String shard =
        streams
            .describeStream(request -> request.streamArn(streamArn))
            .streamDescription()
            .shards()
            .getFirst()
            .shardId();
    String last = lastRecord;
    String iterator =
        streams
            .getShardIterator(
                request -> {
                  request.streamArn(streamArn).shardId(shard);
                  if (last == null) {
                    request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                  } else {
                    request
                        .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(last);
                  }
                })
            .shardIterator();
    List<Record> records = streams.getRecords(request -> request.shardIterator(iterator)).records();
    if (!records.isEmpty()) {
      lastRecord = records.getLast().dynamodb().sequenceNumber();
    }
    return records;
  }

  private static boolean passes(EventSource.Stream stream, ObjectNode change) {
    return stream.filters().isEmpty()
        || stream.filters().stream()
            .anyMatch(
                pattern -> {
                  try {
                    return Ruler.matchesRule(change.toString(), pattern);
                  } catch (Exception e) {
                    throw new IllegalArgumentException("A broken filter: " + pattern, e);
                  }
                });
  }

  /**
   * Hands what is in a function's queue to it, as an event source mapping does, and deletes it.
   *
   * @return how many messages there were
   */
  int carryQueueOf(String function) throws FunctionFailed {
    String url = queueUrl(queueOf(function));
    List<Message> messages =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    if (!messages.isEmpty()) {
      invoke(function, queueEvent(messages, queueArn(queueOf(function))));
      messages.forEach(
          message ->
              sqs.deleteMessage(
                  request -> request.queueUrl(url).receiptHandle(message.receiptHandle())));
    }
    return messages.size();
  }

  /** The queue that feeds a function. */
  private String queueOf(String function) {
    return functions.find(function).orElseThrow().declaration().sources().stream()
        .map(EventSource.Queue.class::cast)
        .findFirst()
        .orElseThrow()
        .queueName();
  }

  private String queueUrl(String name) {
    return sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
  }

  private static byte[] queueEvent(List<Message> messages, String queueArn) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode entry = records.addObject();
      entry.put("messageId", message.messageId());
      entry.put("receiptHandle", message.receiptHandle());
      entry.put("body", message.body());
      ObjectNode attributes = entry.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      entry.putObject("messageAttributes");
      entry.put("md5OfBody", message.md5OfBody());
      entry.put("eventSource", "aws:sqs");
      entry.put("eventSourceARN", queueArn);
      entry.put("awsRegion", Surroundings.REGION);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Calls a function's handler; a batch must succeed whole. */
  private void invoke(String function, byte[] event) throws FunctionFailed {
    byte[] answer = functions.find(function).orElseThrow().invoke(event);
    JsonNode failures =
        Json.read(new String(answer, StandardCharsets.UTF_8), JsonNode.class)
            .path("batchItemFailures");
    if (!failures.isEmpty()) {
      throw new IllegalStateException(function + " failed on " + failures);
    }
  }

  /** A one-time schedule in the emulator. */
  record Planned(String expression, String targetArn, String input) {}

  /** The schedules of the reminders' group, by name. */
  Map<String, Planned> schedules() {
    Map<String, Planned> found = new HashMap<>();
    for (String group : template.scheduleGroups()) {
      scheduler
          .listSchedules(request -> request.groupName(group))
          .schedules()
          .forEach(
              summary -> {
                var schedule =
                    scheduler.getSchedule(request -> request.groupName(group).name(summary.name()));
                found.put(
                    summary.name(),
                    new Planned(
                        schedule.scheduleExpression(),
                        schedule.target().arn(),
                        schedule.target().input()));
              });
    }
    return found;
  }

  /** Does what a schedule does when its time has come. */
  void fire(Planned schedule) {
    sqs.sendMessage(
        request ->
            request
                .queueUrl(queueUrl(Arns.resource(schedule.targetArn())))
                .messageBody(schedule.input()));
  }

  @Override
  public void close() {
    http.close();
    List.of(dynamoDb, streams, sqs, events, scheduler, apis, secrets)
        .forEach(client -> client.close());
  }
}

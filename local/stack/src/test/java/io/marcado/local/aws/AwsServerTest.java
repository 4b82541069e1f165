package io.marcado.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.LocalStack;
import io.marcado.local.fixture.Calls;
import io.marcado.local.fixture.Fixture;
import io.marcado.local.outbox.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.apigatewayv2.model.CreateStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;

/** The services as the SDK's own clients see them, errors included. */
class AwsServerTest {
  private static final String RUN = UUID.randomUUID().toString();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DUE_QUEUE = "arn:aws:sqs:us-east-1:000000000000:marcado-due";
  private static final String ROLE = "arn:aws:iam::000000000000:role/SchedulerRole";

  @SuppressWarnings("NullAway.Init")
  private static LocalStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = LocalStack.start(Fixture.options().withVariable("TEST_RUN", RUN));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldPutAnEventIntoTheQueuesOfTheRulesThatMatch() {
    try (EventBridgeClient events = client(EventBridgeClient.builder())) {
      PutEventsResponse answer =
          events.putEvents(
              request ->
                  request.entries(
                      entry("{\"thing\":{\"status\":\"SHOWN\",\"id\":\"a\"}}"),
                      entry("{\"thing\":{\"status\":\"HIDDEN\",\"id\":\"b\"}}"),
                      entry("no json")));

      assertThat(answer.failedEntryCount()).isEqualTo(1);
      assertThat(answer.entries().get(0).eventId()).isNotEmpty();
      assertThat(answer.entries().get(2).errorCode()).isEqualTo("MalformedDetail");
    }

    await().untilAsserted(() -> assertThat(Calls.of(RUN, "queue")).hasSize(1));
    assertThat(Calls.of(RUN, "queue"))
        .singleElement()
        .satisfies(
            text -> {
              JsonNode event = JSON.readTree(text);
              assertThat(event.path("source").asText()).isEqualTo("marcado.things");
              assertThat(event.path("detail-type").asText()).isEqualTo("thing.created");
              assertThat(event.path("detail").path("thing").path("id").asText()).isEqualTo("a");
              assertThat(Instant.parse(event.path("time").asText())).isNotNull();
            });
  }

  @Test
  void shouldRefuseMoreThanTenEvents() {
    try (EventBridgeClient events = client(EventBridgeClient.builder())) {
      List<PutEventsRequestEntry> eleven = java.util.Collections.nCopies(11, entry("{}"));

      assertThatExceptionOfType(EventBridgeException.class)
          .isThrownBy(() -> events.putEvents(request -> request.entries(eleven)))
          .satisfies(
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("ValidationException"));
    }
  }

  @Test
  void shouldFireAOneTimeScheduleWhenTheClockPassesItAndForgetIt() {
    try (SchedulerClient scheduler = client(SchedulerClient.builder())) {
      CreateScheduleRequest request =
          schedule("r-once", stack.clock().instant().plus(Duration.ofHours(2)));
      scheduler.createSchedule(request);

      assertThatExceptionOfType(
              software.amazon.awssdk.services.scheduler.model.ConflictException.class)
          .isThrownBy(() -> scheduler.createSchedule(request));
      GetScheduleResponse kept =
          scheduler.getSchedule(get -> get.groupName("marcado-group").name("r-once"));
      assertThat(kept.scheduleExpression()).isEqualTo(request.scheduleExpression());
      assertThat(kept.target().input()).isEqualTo("{\"due\":\"r-once\"}");
      assertThat(kept.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
      assertThat(
              scheduler
                  .listSchedules(list -> list.groupName("marcado-group").namePrefix("r-on"))
                  .schedules())
          .extracting(ScheduleSummary::name)
          .containsExactly("r-once");

      stack.clock().advance(Duration.ofHours(1));
      assertThat(stack.queues().messageCount("marcado-due")).isZero();
      stack.clock().advance(Duration.ofMinutes(61));
      assertThat(stack.queues().messageCount("marcado-due")).isEqualTo(1);
      assertThatExceptionOfType(ResourceNotFoundException.class)
          .isThrownBy(
              () -> scheduler.getSchedule(get -> get.groupName("marcado-group").name("r-once")));
    }
  }

  @Test
  void shouldForgetADeletedSchedule() {
    try (SchedulerClient scheduler = client(SchedulerClient.builder())) {
      scheduler.createSchedule(
          schedule("r-gone", stack.clock().instant().plus(Duration.ofDays(1000))));
      scheduler.deleteSchedule(delete -> delete.groupName("marcado-group").name("r-gone"));

      assertThatExceptionOfType(ResourceNotFoundException.class)
          .isThrownBy(
              () ->
                  scheduler.deleteSchedule(
                      delete -> delete.groupName("marcado-group").name("r-gone")));
    }
  }

  @Test
  void shouldRefuseSchedulesAsAwsDoes() {
    Instant later = stack.clock().instant().plus(Duration.ofDays(1));
    try (SchedulerClient scheduler = client(SchedulerClient.builder())) {
      assertThatExceptionOfType(ValidationException.class)
          .isThrownBy(() -> scheduler.createSchedule(schedule("x".repeat(65), later)));
      assertThatExceptionOfType(ValidationException.class)
          .isThrownBy(
              () ->
                  scheduler.createSchedule(
                      schedule("r-bad", later).toBuilder()
                          .scheduleExpression("at(tomorrow)")
                          .build()));
      assertThatExceptionOfType(ResourceNotFoundException.class)
          .isThrownBy(
              () ->
                  scheduler.createSchedule(
                      schedule("r-bad", later).toBuilder().groupName("other").build()));
    }
  }

  @Test
  void shouldPutAnSmsIntoTheOutbox() {
    try (SnsClient sns = client(SnsClient.builder())) {
      String id =
          sns.publish(
                  request -> request.phoneNumber("+5511999990001").message("Olá & <até> amanhã+1"))
              .messageId();

      assertThat(id).isNotEmpty();
      assertThat(stack.outbox().messages(Optional.of("+5511999990001")))
          .first()
          .extracting(Message::channel, Message::body)
          .containsExactly("SMS", "Olá & <até> amanhã+1");
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(
              () -> sns.publish(request -> request.phoneNumber("11999990001").message("x")));
    }
  }

  @Test
  void shouldPutAnEmailIntoTheOutbox() {
    try (SesV2Client ses = client(SesV2Client.builder())) {
      assertThat(ses.sendEmail(email("no-reply@example.com", "ana@example.com")).messageId())
          .isNotEmpty();

      assertThat(stack.outbox().messages(Optional.of("ana@example.com")))
          .singleElement()
          .extracting(Message::channel, Message::body)
          .containsExactly("EMAIL", "O seu código\n\n012345 & <até> amanhã");
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(() -> ses.sendEmail(email("", "ana@example.com")));
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(() -> ses.sendEmail(email("no-reply@example.com", "ana at example.com")));
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(
              () -> ses.sendEmail(email("no-reply@example.com", "a@example.com", "b@example.com")));
    }
  }

  @Test
  void shouldPutMimeIntoTheOutboxAsItIs() {
    String mime =
        """
        From: =?UTF-8?B?U2Fsw6Nv?= <no-reply@example.com>
        To: mime@example.com
        Subject: =?UTF-8?B?T2zDoQ==?=
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="="

        --=
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: base64

        YXTDqQ0KasOh
        --=
        Content-Type: text/calendar; charset=UTF-8; method=REQUEST

        BEGIN:VCALENDAR
        --=--
        """
            .replace("\n", "\r\n");
    try (SesV2Client ses = client(SesV2Client.builder())) {
      ses.sendEmail(raw(mime, "mime@example.com"));

      assertThat(stack.outbox().messages(Optional.of("mime@example.com")))
          .singleElement()
          .extracting(Message::channel, Message::body, Message::raw)
          .containsExactly("EMAIL", "Olá\n\naté\njá", mime);
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(
              () -> ses.sendEmail(raw(mime.substring(mime.indexOf("To:")), "mime@example.com")));
      assertThatExceptionOfType(BadRequestException.class)
          .isThrownBy(() -> ses.sendEmail(raw(mime, "mime at example.com")));
    }
  }

  private static SendEmailRequest raw(String mime, String to) {
    return SendEmailRequest.builder()
        .destination(destination -> destination.toAddresses(to))
        .content(content -> content.raw(message -> message.data(SdkBytes.fromUtf8String(mime))))
        .build();
  }

  @Test
  void shouldPutAnEmailWithTheSameIdIntoTheOutboxOnce() {
    try (SesV2Client ses = client(SesV2Client.builder())) {
      SendEmailRequest once =
          email("no-reply@example.com", "once@example.com").toBuilder()
              .emailTags(tag -> tag.name("marcado-message-id").value("a1b2"))
              .build();
      ses.sendEmail(once);
      ses.sendEmail(once);

      assertThat(stack.outbox().messages(Optional.of("once@example.com"))).hasSize(1);
    }
  }

  @Test
  void shouldKeepStagesByTheirApi() {
    try (ApiGatewayV2Client gateway = client(ApiGatewayV2Client.builder())) {
      CreateStageResponse created =
          gateway.createStage(
              request ->
                  request
                      .apiId("shard1")
                      .stageName("salon")
                      .autoDeploy(true)
                      .stageVariables(Map.of("tenant", "t9"))
                      .defaultRouteSettings(
                          settings -> settings.throttlingBurstLimit(20).throttlingRateLimit(10.0)));

      assertThat(created.stageName()).isEqualTo("salon");
      assertThat(created.createdDate()).isNotNull();
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(
              () -> gateway.createStage(request -> request.apiId("shard1").stageName("salon")));
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(
              () -> gateway.createStage(request -> request.apiId("nope").stageName("salon")));

      gateway.updateStage(
          request ->
              request
                  .apiId("shard1")
                  .stageName("salon")
                  .defaultRouteSettings(settings -> settings.throttlingBurstLimit(99)));
      GetStageResponse stage =
          gateway.getStage(request -> request.apiId("shard1").stageName("salon"));
      assertThat(stage.stageVariables()).containsEntry("tenant", "t9");
      assertThat(stage.autoDeploy()).isTrue();
      assertThat(stage.defaultRouteSettings().throttlingBurstLimit()).isEqualTo(99);
      assertThat(stack.stages().named("salon")).isPresent();
      assertThat(gateway.getStages(request -> request.apiId("shard1")).items())
          .anySatisfy(item -> assertThat(item.stageName()).isEqualTo("salon"));

      gateway.deleteStage(request -> request.apiId("shard1").stageName("salon"));
      assertThat(stack.stages().named("salon")).isEmpty();
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(
              () -> gateway.getStage(request -> request.apiId("shard1").stageName("salon")));
    }
  }

  @Test
  void shouldKeepApiMappings() {
    try (ApiGatewayV2Client gateway = client(ApiGatewayV2Client.builder())) {
      gateway.createStage(request -> request.apiId("shard2").stageName("mapped"));
      String id =
          gateway
              .createApiMapping(
                  request ->
                      request
                          .domainName("book.example.com")
                          .apiId("shard2")
                          .stage("mapped")
                          .apiMappingKey("mapped"))
              .apiMappingId();

      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(
              () ->
                  gateway.createApiMapping(
                      request ->
                          request
                              .domainName("book.example.com")
                              .apiId("shard2")
                              .stage("mapped")
                              .apiMappingKey("mapped")));
      assertThat(gateway.getApiMappings(request -> request.domainName("book.example.com")).items())
          .singleElement()
          .satisfies(mapping -> assertThat(mapping.stage()).isEqualTo("mapped"));
      gateway.deleteApiMapping(request -> request.domainName("book.example.com").apiMappingId(id));
      assertThat(gateway.getApiMappings(request -> request.domainName("book.example.com")).items())
          .isEmpty();
    }
  }

  @Test
  void shouldGiveTheSecretsThatFunctionsNameAndNothingElse() throws Exception {
    try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
      String secret =
          secrets.getSecretValue(request -> request.secretId("fixture/signing-key")).secretString();

      JsonNode key = JSON.readTree(secret);
      assertThat(key.path("crv").asText()).isEqualTo("P-256");
      assertThat(key.has("d")).isTrue();
      assertThatExceptionOfType(
              software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException.class)
          .isThrownBy(() -> secrets.getSecretValue(request -> request.secretId("other")));
      assertThatExceptionOfType(
              software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException.class)
          .isThrownBy(
              () ->
                  secrets.getSecretValue(
                      request ->
                          request.secretId("fixture/signing-key").versionStage("AWSPREVIOUS")));
      assertThat(
              secrets
                  .getSecretValue(request -> request.secretId("fixture/whatsapp-token"))
                  .secretString())
          .isNotEmpty();
    }
  }

  @Test
  void shouldKeepTheSecretsThatFunctionsMakeUntilTheyAreDeleted() {
    try (SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
      String name = "made/of-a-business";
      assertThatExceptionOfType(
              software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException.class)
          .isThrownBy(
              () -> secrets.putSecretValue(request -> request.secretId(name).secretString("1")));
      secrets.createSecret(request -> request.name(name).secretString("1"));
      assertThatExceptionOfType(ResourceExistsException.class)
          .isThrownBy(() -> secrets.createSecret(request -> request.name(name).secretString("2")));
      secrets.putSecretValue(request -> request.secretId(name).secretString("3"));

      assertThat(secrets.getSecretValue(request -> request.secretId(name)).secretString())
          .isEqualTo("3");
      secrets.deleteSecret(request -> request.secretId(name).forceDeleteWithoutRecovery(true));
      assertThatExceptionOfType(
              software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException.class)
          .isThrownBy(() -> secrets.getSecretValue(request -> request.secretId(name)));
    }
  }

  @Test
  void shouldInvokeAFunctionByNameAliasAndArn() throws Exception {
    try (LambdaClient lambda = client(LambdaClient.builder())) {
      for (String name :
          List.of(
              "SweepThings",
              "SweepThings:live",
              "arn:aws:lambda:us-east-1:000000000000:function:SweepThings:live")) {
        InvokeResponse answer =
            lambda.invoke(
                request ->
                    request
                        .functionName(name)
                        .payload(SdkBytes.fromUtf8String("{\"source\":\"by-hand\"}")));
        assertThat(answer.functionError()).isNull();
        assertThat(answer.payload().asUtf8String()).isEqualTo("\"done\"");
      }
      InvokeResponse failed = lambda.invoke(request -> request.functionName("FailThing"));
      assertThat(failed.functionError()).isEqualTo("Unhandled");
      assertThat(JSON.readTree(failed.payload().asUtf8String()).path("errorType").asText())
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(
              lambda
                  .invoke(
                      request ->
                          request.functionName("SweepThings").invocationType(InvocationType.EVENT))
                  .statusCode())
          .isEqualTo(202);
      assertThatExceptionOfType(
              software.amazon.awssdk.services.lambda.model.ResourceNotFoundException.class)
          .isThrownBy(() -> lambda.invoke(request -> request.functionName("Nobody")));
    }
  }

  private static PutEventsRequestEntry entry(String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName("marcado")
        .source("marcado.things")
        .detailType("thing.created")
        .detail(detail)
        .build();
  }

  private static SendEmailRequest email(String from, String... to) {
    return SendEmailRequest.builder()
        .fromEmailAddress(from)
        .destination(destination -> destination.toAddresses(to))
        .content(
            content ->
                content.simple(
                    message ->
                        message
                            .subject(subject -> subject.data("O seu código"))
                            .body(body -> body.text(text -> text.data("012345 & <até> amanhã")))))
        .build();
  }

  private static CreateScheduleRequest schedule(String name, Instant at) {
    String local =
        DateTimeFormatter.ISO_LOCAL_DATE_TIME
            .withZone(ZoneOffset.UTC)
            .format(at.truncatedTo(ChronoUnit.SECONDS));
    return CreateScheduleRequest.builder()
        .groupName("marcado-group")
        .name(name)
        .scheduleExpression("at(" + local + ")")
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .actionAfterCompletion(ActionAfterCompletion.DELETE)
        .target(
            target -> target.arn(DUE_QUEUE).roleArn(ROLE).input("{\"due\":\"%s\"}".formatted(name)))
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder) {
    String endpoint = stack.variables().get("AWS_ENDPOINT_URL");
    return builder
        .endpointOverride(URI.create(String.valueOf(endpoint)))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        // Java's own URL connection knows no PATCH, which UpdateStage is.
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }
}

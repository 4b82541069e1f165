package io.marcado.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.fixture.StackProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Whatever a service has acknowledged is there after a SIGKILL. */
@Tag("kill")
class KillTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void shouldLoseNothingThatWasAcknowledged() throws Exception {
    Instant moved;
    try (StackProcess stack = StackProcess.start(folder)) {
      moved = clock(stack, HttpRequest.newBuilder(), "{\"advance\":\"PT48H\"}");
      try (SqsClient sqs = client(stack, "SQS", SqsClient.builder());
          SnsClient sns = client(stack, "SNS", SnsClient.builder());
          SchedulerClient scheduler = client(stack, "SCHEDULER", SchedulerClient.builder());
          ApiGatewayV2Client gateway = client(stack, "APIGATEWAYV2", ApiGatewayV2Client.builder());
          EventBridgeClient events = client(stack, "EVENTBRIDGE", EventBridgeClient.builder());
          DynamoDbClient table = client(stack, "DYNAMODB", DynamoDbClient.builder())) {
        sns.publish(request -> request.phoneNumber("+5511999990001").message("código 1"));
        scheduler.createSchedule(
            request ->
                request
                    .groupName("marcado-group")
                    .name("r-kept")
                    .scheduleExpression("at(2999-01-01T00:00:00)")
                    .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                    .target(
                        target ->
                            target
                                .arn("arn:aws:sqs:us-east-1:000000000000:marcado-due")
                                .roleArn("arn:aws:iam::000000000000:role/r")));
        gateway.createStage(
            request ->
                request.apiId("shard1").stageName("kept").stageVariables(Map.of("tenant", "t")));
        for (int i = 0; i < 50; i++) {
          String body = "message " + i;
          sqs.sendMessage(
              request ->
                  request
                      .queueUrl(
                          stack.variables().get("AWS_ENDPOINT_URL_SQS")
                              + "/000000000000/marcado-due")
                      .messageBody(body));
        }
        events.putEvents(
            request ->
                request.entries(
                    entry ->
                        entry
                            .eventBusName("marcado")
                            .source("marcado.things")
                            .detailType("thing.created")
                            .detail("{\"thing\":{\"status\":\"SHOWN\"}}")));
        table.putItem(
            request ->
                request
                    .tableName("Table")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("last"),
                            "sk", AttributeValue.fromS("THING"),
                            "value", AttributeValue.fromS("write"))));
      }
      stack.close();
    }

    try (StackProcess stack = StackProcess.start(folder);
        SchedulerClient scheduler = client(stack, "SCHEDULER", SchedulerClient.builder());
        ApiGatewayV2Client gateway = client(stack, "APIGATEWAYV2", ApiGatewayV2Client.builder());
        DynamoDbClient table = client(stack, "DYNAMODB", DynamoDbClient.builder())) {
      assertThat(stack.messages("marcado-due")).isEqualTo(50);
      assertThat(get(stack, "/_local/messages?to=%2B5511999990001")).contains("código 1");
      assertThat(
              scheduler
                  .getSchedule(get -> get.groupName("marcado-group").name("r-kept"))
                  .scheduleExpression())
          .isEqualTo("at(2999-01-01T00:00:00)");
      assertThat(
              gateway
                  .getStage(request -> request.apiId("shard1").stageName("kept"))
                  .stageVariables())
          .containsEntry("tenant", "t");
      assertThat(
              table
                  .getItem(
                      request ->
                          request
                              .tableName("Table")
                              .key(
                                  Map.of(
                                      "pk", AttributeValue.fromS("last"),
                                      "sk", AttributeValue.fromS("THING"))))
                  .item())
          .containsKey("value");
      assertThat(Instant.parse(JSON.readTree(get(stack, "/_local/clock")).path("now").asText()))
          .isAfter(moved);
      // Both were on their way to their functions. Either the first process got that far, or this
      // one.
      await().atMost(Duration.ofSeconds(20)).until(() -> stack.messages("Things") == 0);
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(20))
          .until(() -> stack.calls("stream").size() <= 1);
    }
  }

  @Test
  void shouldDeliverAgainWhatWasInAFunctionsHandsWhenItDied() {
    try (StackProcess stack = StackProcess.start(folder);
        DynamoDbClient table = client(stack, "DYNAMODB", DynamoDbClient.builder());
        SqsClient sqs = client(stack, "SQS", SqsClient.builder())) {
      String queue = stack.variables().get("AWS_ENDPOINT_URL_SQS") + "/000000000000/Things";
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("hang"));
      table.putItem(
          request ->
              request
                  .tableName("Table")
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("last"),
                          "sk", AttributeValue.fromS("THING"),
                          "value", AttributeValue.fromS("hang"))));
      await().until(() -> stack.calls("queue").contains("hang"));
      await().until(() -> stack.calls("stream").contains("INSERT last >hang"));
      stack.close();
    }

    try (StackProcess stack = StackProcess.start(folder)) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(stack.calls("queue")).containsExactly("hang");
                assertThat(stack.calls("stream")).containsExactly("INSERT last >hang");
              });
    }
  }

  private static String get(StackProcess stack, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stack.variables().get("ORIGIN") + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static Instant clock(StackProcess stack, HttpRequest.Builder request, String body)
      throws Exception {
    String answer =
        HttpClient.newHttpClient()
            .send(
                request
                    .uri(URI.create(stack.variables().get("ORIGIN") + "/_local/clock"))
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return Instant.parse(JSON.readTree(answer).path("now").asText());
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      StackProcess stack, String service, B builder) {
    return builder
        .endpointOverride(
            URI.create(String.valueOf(stack.variables().get("AWS_ENDPOINT_URL_" + service))))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }
}

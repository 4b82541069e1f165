package io.marcado.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.config.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class SdkTransportTest {
  private static final AttributeValue TENANT = AttributeValue.fromS("T#k3vq7d2hmxw5ra6t#TENANT");
  private static final AttributeValue SETTINGS = AttributeValue.fromS("SETTINGS");

  // Nobody listens at this address.
  private final DynamoDbClient client =
      new SdkClients(
              new Variables(
                  Map.of(
                      "AWS_REGION", "us-east-1",
                      "AWS_ACCESS_KEY_ID", "key",
                      "AWS_SECRET_ACCESS_KEY", "secret",
                      "AWS_ENDPOINT_URL", "http://localhost:9")))
          .buildUnrepeated("DYNAMODB", DynamoDbClient.builder());

  @Test
  void shouldSayThatARequestWasAbortedWhateverTheConnectionThrows() {
    SdkTransport.Abortable request =
        new SdkTransport.Abortable(new Broken(new NullPointerException()));
    assertThatThrownBy(request::call).isInstanceOf(NullPointerException.class);

    request.abort();

    assertThatThrownBy(request::call).isInstanceOf(IOException.class);
  }

  @Test
  void shouldSayThatAConnectionBrokeWhileARequestWasSent() {
    IOException closed = new IOException("closed");

    assertThatThrownBy(
            new SdkTransport.Abortable(new Broken(new UncheckedIOException(closed)))::call)
        .isSameAs(closed);
  }

  private record Broken(RuntimeException fault) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      throw fault;
    }

    @Override
    public void abort() {
      // As at a connection that is gone.
    }
  }

  @Test
  void shouldAnswerFromMemoryByARealAnswerOfHttp() {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    List<String> statuses = new ArrayList<>();

    SdkTransport.answeringFromMemory(
        () -> {
          var answer =
              client.getItem(
                  request -> request.tableName("table").key(Map.of("pk", TENANT, "sk", SETTINGS)));
          found.add(answer.item());
          statuses.add(answer.sdkHttpResponse().statusText().orElse(""));
        });

    assertThat(found)
        .singleElement()
        .satisfies(item -> assertThat(item).containsKey("displayName"));
    assertThat(statuses).containsExactly("Primed");
  }

  @Test
  void shouldLetTheFirstTransactionMeetAnotherOne() {
    List<List<String>> reasons = new ArrayList<>();

    SdkTransport.answeringFromMemory(
        () -> {
          for (int i = 0; i < 2; i++) {
            try {
              write();
              reasons.add(List.of());
            } catch (TransactionCanceledException e) {
              reasons.add(e.cancellationReasons().stream().map(CancellationReason::code).toList());
            }
          }
        });

    assertThat(reasons).containsExactly(List.of("TransactionConflict"), List.of());
  }

  private void write() {
    client.transactWriteItems(
        request ->
            request.transactItems(
                item ->
                    item.put(
                        put -> put.tableName("table").item(Map.of("pk", TENANT, "sk", SETTINGS)))));
  }
}

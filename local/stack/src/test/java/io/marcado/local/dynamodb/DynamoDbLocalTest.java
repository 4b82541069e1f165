package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.template.TableDeclaration;
import io.marcado.local.template.TableDeclaration.Attribute;
import io.marcado.local.template.TableDeclaration.Index;
import io.marcado.local.template.TableDeclaration.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

class DynamoDbLocalTest {
  private static final TableDeclaration TABLE =
      new TableDeclaration(
          "Table",
          "marcado",
          List.of(
              new Attribute("pk", "S"),
              new Attribute("sk", "S"),
              new Attribute("g1pk", "S"),
              new Attribute("g1sk", "S")),
          List.of(new Key("pk", "HASH"), new Key("sk", "RANGE")),
          List.of(
              new Index(
                  "GSI1",
                  List.of(new Key("g1pk", "HASH"), new Key("g1sk", "RANGE")),
                  "ALL",
                  List.of())),
          Optional.of("NEW_AND_OLD_IMAGES"),
          Optional.of("ttl"));

  @Test
  void shouldMakeTheDeclaredTableWithIndexStreamAndExpiry() {
    try (DynamoDbLocal local = DynamoDbLocal.inMemory(TABLE)) {
      TableDescription table =
          local.client().describeTable(request -> request.tableName(local.tableName())).table();

      assertThat(table.globalSecondaryIndexes())
          .singleElement()
          .satisfies(index -> assertThat(index.indexName()).isEqualTo("GSI1"));
      assertThat(table.streamSpecification().streamViewTypeAsString())
          .isEqualTo("NEW_AND_OLD_IMAGES");
      assertThat(
              local
                  .client()
                  .describeTimeToLive(request -> request.tableName(local.tableName()))
                  .timeToLiveDescription()
                  .attributeName())
          .isEqualTo("ttl");
    }
  }

  /** Tests start stacks of their own while others use theirs. */
  @Test
  void shouldAnswerWhileOtherServersAreMade() throws Exception {
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(0, true, null, true, false);
    try (DynamoDbLocal local = DynamoDbLocal.inMemory(TABLE);
        ExecutorService readers = Executors.newFixedThreadPool(2)) {
      List<Future<?>> reads = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        reads.add(readers.submit(() -> readOften(local)));
      }

      while (!reads.stream().allMatch(Future::isDone)) {
        DynamoDbLocal.unanswered(() -> new LocalDynamoDBServerHandler(requests, "*"));
      }

      for (Future<?> read : reads) {
        read.get();
      }
    }
  }

  private static void readOften(DynamoDbLocal local) {
    Map<String, AttributeValue> key =
        Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(local.endpoint())
            .region(Region.SA_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      for (int read = 0; read < 200; read++) {
        client.getItem(request -> request.tableName(local.tableName()).key(key));
      }
    }
  }

  @Test
  void shouldFindItsItemsAgainOnDisk(@TempDir Path folder) {
    Map<String, AttributeValue> item =
        Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
    try (DynamoDbLocal local = DynamoDbLocal.onDisk(folder, TABLE)) {
      local.client().putItem(request -> request.tableName(local.tableName()).item(item));
    }

    try (DynamoDbLocal local = DynamoDbLocal.onDisk(folder, TABLE)) {
      assertThat(
              local
                  .client()
                  .getItem(request -> request.tableName(local.tableName()).key(item))
                  .item())
          .isEqualTo(item);
    }
  }

  @Test
  void shouldShareOneServerWithTheTableOfTheProject() {
    DynamoDbLocal shared = DynamoDbLocal.shared();

    assertThat(DynamoDbLocal.shared()).isSameAs(shared);
    assertThat(shared.client().listTables().tableNames()).contains(shared.tableName());
    assertThat(shared.variables())
        .containsEntry("TABLE_NAME", shared.tableName())
        .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", shared.endpoint().toString());
  }
}

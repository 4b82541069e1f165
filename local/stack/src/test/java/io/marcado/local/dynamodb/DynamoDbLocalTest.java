package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.template.TableDeclaration;
import io.marcado.local.template.TableDeclaration.Attribute;
import io.marcado.local.template.TableDeclaration.Index;
import io.marcado.local.template.TableDeclaration.Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

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

package io.marcado.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemChangeTest {
  private static final TenantId TENANT = new TenantId("abcdefghijklmnop");

  @Test
  void shouldReadKeysOfTenantsAndOfThePlatform() {
    assertThat(change("T#abcdefghijklmnop#PERSON#ana", "PERSON").key())
        .isEqualTo(ItemKey.of(TENANT, "PERSON#ana", "PERSON"));
    assertThat(change("P#SLUG#ze", "SLUG").key()).isEqualTo(ItemKey.platform("SLUG#ze", "SLUG"));
  }

  @Test
  void shouldRefuseAKeyThatIsMissingOrHasNoOwner() {
    ItemChange keyless = new ItemChange(record(new StreamRecord()));
    assertThatThrownBy(keyless::key).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> change("X#1", "X").key()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldGiveTheImagesAsTheTableWould() {
    ItemChange change =
        new ItemChange(
            record(
                new StreamRecord()
                    .withNewImage(
                        Map.of(
                            "name", new AttributeValue("Ana"),
                            "visits", new AttributeValue().withN("3"),
                            "rooms", new AttributeValue().withL(new AttributeValue("blue")),
                            "address",
                                new AttributeValue()
                                    .withM(Map.of("city", new AttributeValue("Recife")))))));

    assertThat(change.before()).isEmpty();
    Item after = change.after().orElseThrow();
    assertThat(after.text("name")).isEqualTo("Ana");
    assertThat(after.number("visits")).isEqualTo(3);
    assertThat(after.texts("rooms")).containsExactly("blue");
    assertThat(after.optionalItem("address").orElseThrow().text("city")).isEqualTo("Recife");
  }

  private static ItemChange change(String partition, String sort) {
    return new ItemChange(
        record(
            new StreamRecord()
                .withKeys(
                    Map.of("pk", new AttributeValue(partition), "sk", new AttributeValue(sort)))));
  }

  private static DynamodbStreamRecord record(StreamRecord content) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setDynamodb(content);
    return record;
  }
}

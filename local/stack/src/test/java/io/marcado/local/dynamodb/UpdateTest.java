package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Updates and conditions as they are put together, against the real emulator. */
class UpdateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
  private final ItemKey key = ItemKey.of(tenant, "THING", "THING");
  private final TableView view =
      new Table(
              DynamoDbLocal.shared().client(),
              DynamoDbLocal.shared().tableName(),
              ConflictRetry.STANDARD,
              RandomGenerator.getDefault())
          .of(tenant);

  @Test
  void shouldChangeAttributesWhateverTheirNames() {
    view.write(
        Write.create(
            key,
            Item.builder()
                .text("name", "before")
                .number("size", 3)
                .text("hash", "gone")
                .text("kept", "kept")
                .value("all", AttributeValue.fromM(Map.of("2026-11-20", AttributeValue.fromS("x"))))
                .build()));

    Item after =
        written(
            Write.update(
                key,
                new Update()
                    .set("name", "after")
                    .set("ttl", 7)
                    .set("all.2026-11-23", "open")
                    .set("at", NOW)
                    .set("list", List.of("a", "b"))
                    .setIfAbsent("kept", "not taken")
                    .setIfAbsent("first", true)
                    .increase("size", 2)
                    .add("count", 4)
                    .add("tags", Set.of("red"))
                    .remove("hash", "all.2026-11-20"),
                Condition.equal("name", "before").and(Condition.absent("count"))));

    assertThat(after.text("name")).isEqualTo("after");
    assertThat(after.number("ttl")).isEqualTo(7);
    assertThat(after.item("all").attributes()).containsOnlyKeys("2026-11-23");
    assertThat(after.instant("at")).isEqualTo(NOW);
    assertThat(after.texts("list")).containsExactly("a", "b");
    assertThat(after.text("kept")).isEqualTo("kept");
    assertThat(after.flag("first")).isTrue();
    assertThat(after.number("size")).isEqualTo(5);
    assertThat(after.number("count")).isEqualTo(4);
    assertThat(after.has("hash")).isFalse();

    Item again =
        written(Write.update(key, new Update().delete("tags", Set.of("red")).add("count", 1)));
    assertThat(again.has("tags")).isFalse();
    assertThat(again.number("count")).isEqualTo(5);
  }

  @Test
  void shouldHoldWhatItSays() {
    view.write(
        Write.create(
            key,
            Item.builder()
                .number("n", 5)
                .text("role", "ADMIN")
                .texts("ids", List.of("a"))
                .build()));

    for (Condition holds :
        List.of(
            Condition.ITEM_PRESENT,
            Condition.equal("role", TestRole.ADMIN),
            Condition.notEqual("role", TestRole.OWNER),
            Condition.oneOf("role", List.of(TestRole.OWNER, TestRole.ADMIN)),
            Condition.less("n", 6),
            Condition.atMost("n", 5L),
            Condition.atLeast("n", 5),
            Condition.present("role"),
            Condition.absent("user"),
            Condition.contains("ids", "a"),
            Condition.smaller("ids", 2),
            // Joined conditions keep together.
            Condition.equal("n", 1).or(Condition.equal("n", 5)).and(Condition.present("role")))) {
      assertThat(written(Write.update(key, new Update().add("count", 1), holds)).number("n"))
          .as(holds.text())
          .isEqualTo(5);
    }
    for (Condition fails :
        List.of(
            Condition.ITEM_ABSENT,
            Condition.equal("n", 6),
            Condition.less("n", 5),
            Condition.atMost("n", 4),
            Condition.atLeast("n", 6),
            Condition.notEqual("n", 5),
            Condition.oneOf("n", List.of(4, 6)),
            Condition.absent("role"),
            Condition.contains("ids", "b"),
            Condition.smaller("ids", 1),
            Condition.present("role").and(Condition.equal("n", 1).or(Condition.equal("n", 2))))) {
      assertThat(view.write(Write.update(key, new Update().add("count", 1), fails)))
          .as(fails.text())
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void shouldRefuseValuesThatAreNoAttributes() {
    assertThatThrownBy(() -> new Update().set("n", 1.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private enum TestRole {
    ADMIN,
    OWNER
  }

  private Item written(Write write) {
    return ((Outcome.Written) view.write(write)).after();
  }
}

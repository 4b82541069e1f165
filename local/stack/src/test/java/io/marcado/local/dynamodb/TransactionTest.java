package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What the refusal of a write in a transaction means, against the real emulator. */
class TransactionTest {
  private static final Item THING = Item.builder().text("name", "thing").build();

  private final TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
  private final TableView view =
      new Table(
              DynamoDbLocal.shared().client(),
              DynamoDbLocal.shared().tableName(),
              new ConflictRetry(4, Duration.ofMillis(1), Duration.ofMillis(2)),
              RandomGenerator.getDefault())
          .of(tenant);
  private final Write there = create("there");
  private final Write alsoThere = create("also-there");

  TransactionTest() {
    view.write(there);
    view.write(alsoThere);
  }

  @Test
  void shouldWriteAllOfIt() {
    assertThat(
            new Transaction<String>()
                .add(create("one"))
                .add(create("two"), "two is there")
                .commit(view))
        .isEqualTo(new Commit.Written<>());

    assertThat(view.get(key("one"))).isPresent();
    assertThat(view.get(key("two"))).isPresent();
  }

  @Test
  void shouldAskForAnotherLookWhereARefusalDoesNotSayWhy() {
    assertThat(new Transaction<String>().add(create("one")).add(there).commit(view))
        .isEqualTo(new Commit.Stale<>());
    assertThatThrownBy(() -> new Transaction<String>().add(there).commitOnce(view))
        .isInstanceOf(TableUnavailableException.class);

    assertThat(view.get(key("one"))).isEmpty();
  }

  @Test
  void shouldSayWhyTheFirstWasRefused() {
    Transaction<String> both =
        new Transaction<String>()
            .add(create("one"), "one is there")
            .add(there, "it is there")
            .add(alsoThere, "another is there");
    Transaction<String> lookFirst =
        new Transaction<String>().add(there).add(alsoThere, "another is there");

    assertThat(both.commit(view)).isEqualTo(new Commit.Refused<>("it is there"));
    assertThat(both.commitOnce(view)).contains("it is there");
    assertThat(lookFirst.commit(view)).isEqualTo(new Commit.Stale<>());
  }

  @Test
  void shouldHaveAResultUnlessWhatWasReadHasChanged() {
    assertThat(new Commit.Written<String>().result(() -> 1)).contains(Result.done(1));
    assertThat(new Commit.Refused<>("no").result(() -> 1)).contains(Result.refused("no"));
    assertThat(new Commit.Stale<String>().result(() -> 1)).isEmpty();
  }

  private Write create(String name) {
    return Write.create(key(name), THING);
  }

  private ItemKey key(String name) {
    return ItemKey.of(tenant, "THING#" + name, "THING");
  }
}

package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
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
            new Transaction()
                .add(create("one"))
                .add(create("two"), IllegalStateException::new)
                .commit(view))
        .isTrue();

    assertThat(view.get(key("one"))).isPresent();
    assertThat(view.get(key("two"))).isPresent();
  }

  @Test
  void shouldAskForAnotherLookWhereARefusalHasNoAnswer() {
    assertThat(new Transaction().add(create("one")).add(there).commit(view)).isFalse();
    assertThatThrownBy(() -> new Transaction().add(there).require(view))
        .isInstanceOf(TableUnavailableException.class);

    assertThat(view.get(key("one"))).isEmpty();
  }

  @Test
  void shouldAnswerForTheFirstThatWasRefused() {
    Transaction both =
        new Transaction()
            .add(create("one"), IllegalStateException::new)
            .add(there, IllegalArgumentException::new)
            .add(alsoThere, UnsupportedOperationException::new);
    Transaction lookFirst =
        new Transaction().add(there).add(alsoThere, UnsupportedOperationException::new);

    assertThatThrownBy(() -> both.commit(view)).isInstanceOf(IllegalArgumentException.class);
    assertThat(lookFirst.commit(view)).isFalse();
  }

  private Write create(String name) {
    return Write.create(key(name), THING);
  }

  private ItemKey key(String name) {
    return ItemKey.of(tenant, "THING#" + name, "THING");
  }
}

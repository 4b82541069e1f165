package io.marcado.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The platform's view of the table, against the real emulator. */
class TableViewTest {
  private static final Ids IDS = new Ids(new SecureRandom());
  private static final ConflictRetry QUICK =
      new ConflictRetry(4, Duration.ofMillis(1), Duration.ofMillis(2));

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.shared();
  private final TenantId tenant = new TenantId(IDS.next());
  private final TableView view = table(dynamoDb.client()).of(tenant);

  @Test
  void shouldReadWhatWasWritten() {
    ItemKey key = ItemKey.of(tenant, "THING#1", "THING");
    Item item =
        Item.builder()
            .text("name", "Ana")
            .number("n", 3)
            .flag("yes", true)
            .texts("list", List.of("a", "b"))
            .item("nested", Item.builder().text("x", "y").build())
            .build();

    assertThat(view.write(Write.create(key, item))).isInstanceOf(Outcome.Written.class);

    Item read = view.get(key).orElseThrow();
    assertThat(read.text("name")).isEqualTo("Ana");
    assertThat(read.number("n")).isEqualTo(3);
    assertThat(read.flag("yes")).isTrue();
    assertThat(read.texts("list")).containsExactly("a", "b");
    assertThat(read.item("nested").text("x")).isEqualTo("y");
    assertThat(view.get(ItemKey.of(tenant, "THING#2", "THING"))).isEmpty();
  }

  @Test
  void shouldRefuseTheKeysOfAnotherTenantAndOfThePlatform() {
    TenantId other = new TenantId(IDS.next());
    ItemKey foreign = ItemKey.of(other, "THING#1", "THING");
    ItemKey platform = ItemKey.platform("SLUG#x", "SLUG");
    Item empty = Item.builder().build();

    assertThatIllegalArgumentException().isThrownBy(() -> view.get(foreign));
    assertThatIllegalArgumentException().isThrownBy(() -> view.get(List.of(foreign)));
    assertThatIllegalArgumentException().isThrownBy(() -> view.get(platform));
    assertThatIllegalArgumentException().isThrownBy(() -> view.write(Write.create(foreign, empty)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                view.transact(
                    List.of(
                        Write.create(ItemKey.of(tenant, "A", "A"), empty), Write.delete(foreign))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> view.queryAll(Selection.of(Index.GSI1, PartitionKey.of(other, "PEOPLE"))));
    assertThat(view.get(ItemKey.of(tenant, "A", "A"))).isEmpty();
  }

  @Test
  void shouldTellWhichConditionOfATransactionFailedAndWhatWasThere() {
    ItemKey first = ItemKey.of(tenant, "A", "1");
    ItemKey second = ItemKey.of(tenant, "A", "2");
    view.write(Write.create(second, Item.builder().text("name", "present").build()));

    Outcome outcome =
        view.transact(
            List.of(
                Write.create(first, Item.builder().build()),
                Write.create(second, Item.builder().build())));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Outcome.Refused refused = (Outcome.Refused) outcome;
    assertThat(refused.at(0)).isFalse();
    assertThat(refused.at(1)).isTrue();
    assertThat(refused.presentAt(1).orElseThrow().text("name")).isEqualTo("present");
    assertThat(view.get(first)).isEmpty();
  }

  @Test
  void shouldReturnTheItemAsItIsAfterASingleUpdate() {
    ItemKey key = ItemKey.of(tenant, "COUNTER", "C");
    Expression add = Expression.of("ADD n :one", Map.of(":one", AttributeValue.fromN("1")));
    Expression below =
        Expression.of(
            "attribute_not_exists(n) OR n < :most", Map.of(":most", AttributeValue.fromN("2")));

    assertThat(view.write(Write.update(key, add, below)))
        .isInstanceOfSatisfying(
            Outcome.Written.class, written -> assertThat(written.after().number("n")).isEqualTo(1));
    assertThat(view.write(Write.update(key, add, below))).isInstanceOf(Outcome.Written.class);
    assertThat(view.write(Write.update(key, add, below)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.presentAt(0).orElseThrow().number("n")).isEqualTo(2));
  }

  @Test
  void shouldPageThroughAPartitionAndAnIndexInBothDirections() {
    PartitionKey people = PartitionKey.of(tenant, "PEOPLE");
    IntStream.range(0, 7)
        .forEach(
            i ->
                view.write(
                    Write.create(
                        ItemKey.of(tenant, "PERSON#" + i, "PERSON"),
                        Item.builder()
                            .number("n", i)
                            .indexed(Index.GSI1, people, "name" + i)
                            .build())));

    assertThat(pageThrough(Selection.of(Index.GSI1, people)))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(pageThrough(Selection.of(Index.GSI1, people).descending()))
        .containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
    assertThat(pageThrough(Selection.of(Index.GSI1, people).between("name2", "name4")))
        .containsExactly(2L, 3L, 4L);
    assertThat(
            pageThrough(
                Selection.of(Index.GSI1, people)
                    .where(Expression.of("n > :n", Map.of(":n", AttributeValue.fromN("3"))))))
        .containsExactly(4L, 5L, 6L);
  }

  @Test
  void shouldReadMoreItemsAtOnceThanOneRequestMayAskFor() {
    List<ItemKey> keys =
        IntStream.range(0, 130).mapToObj(i -> ItemKey.of(tenant, "MANY", "k" + i)).toList();
    keys.subList(0, 120)
        .forEach(key -> view.write(Write.create(key, Item.builder().text("a", "b").build())));

    assertThat(view.get(keys)).hasSize(120).containsOnlyKeys(keys.subList(0, 120));
  }

  @Test
  void shouldTryAConflictAgainAndGiveUpAfterTheLastAttempt() {
    AtomicInteger attempts = new AtomicInteger();
    ItemKey key = ItemKey.of(tenant, "CONFLICT", "C");

    TableView twice = table(conflicting(attempts, 2)).of(tenant);
    assertThat(twice.transact(List.of(Write.create(key, Item.builder().build()))))
        .isInstanceOf(Outcome.Written.class);
    assertThat(attempts).hasValue(3);

    attempts.set(0);
    TableView always = table(conflicting(attempts, Integer.MAX_VALUE)).of(tenant);
    assertThat(always.transact(List.of(Write.delete(key)))).isInstanceOf(Outcome.Contended.class);
    assertThat(attempts).hasValue(QUICK.attempts());
    assertThatThrownBy(
            () -> new Transaction<String>().add(Write.delete(key), "refused").commit(always))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void shouldRepeatALostAnswerWithoutWritingTwice() {
    ItemKey key = ItemKey.of(tenant, "LOST", "L");
    AtomicInteger calls = new AtomicInteger();
    DynamoDbClient losing =
        wrapped(
            (method, call) -> {
              Object result = call.get();
              if (method.equals("transactWriteItems") && calls.incrementAndGet() == 1) {
                throw SdkClientException.create("the answer was lost");
              }
              return result;
            });

    Outcome outcome =
        table(losing)
            .of(tenant)
            .transact(
                List.of(
                    Write.update(
                        key,
                        Expression.of("ADD n :one", Map.of(":one", AttributeValue.fromN("1"))))));

    assertThat(outcome).isInstanceOf(Outcome.Written.class);
    assertThat(view.get(key).orElseThrow().number("n")).isEqualTo(1);
  }

  @Test
  void shouldReadInGenerousPagesWhenAFilterLeavesNearlyEverythingOut() {
    PartitionKey people = PartitionKey.of(tenant, "PEOPLE");
    IntStream.range(0, 120)
        .forEach(
            i ->
                view.write(
                    Write.create(
                        ItemKey.of(tenant, "PERSON#" + i, "PERSON"),
                        Item.builder()
                            .number("n", i)
                            .indexed(Index.GSI1, people, "name%03d".formatted(i))
                            .build())));
    List<QueryRequest> asked = new ArrayList<>();
    TableView watched = table(watching(asked)).of(tenant);

    Page<Item> page =
        watched.query(
            Selection.of(Index.GSI1, people)
                .where(Expression.of("n > :n", Map.of(":n", AttributeValue.fromN("116")))),
            2);

    assertThat(page.items()).extracting(item -> item.number("n")).containsExactly(117L, 118L);
    assertThat(page.next()).contains("name118");
    assertThat(asked).extracting(QueryRequest::limit).containsExactly(3, 250);
  }

  @Test
  void shouldEndThePageWithItsPlaceWhenAFilterFindsNothing() {
    AtomicInteger requests = new AtomicInteger();
    PartitionKey people = PartitionKey.of(tenant, "PEOPLE");
    DynamoDbClient endless =
        wrapped(
            (method, call) ->
                method.equals("query")
                    ? QueryResponse.builder()
                        .items(List.of())
                        .lastEvaluatedKey(
                            Map.of(
                                "pk", AttributeValue.fromS(people.value()),
                                "sk", AttributeValue.fromS("s" + requests.incrementAndGet())))
                        .build()
                    : call.get());

    Page<Item> page =
        table(endless)
            .of(tenant)
            .query(
                Selection.of(people)
                    .where(Expression.of("n > :n", Map.of(":n", AttributeValue.fromN("3")))),
                25);

    assertThat(page.items()).isEmpty();
    assertThat(requests).hasValue(10);
    assertThat(page.next()).contains("s10");
  }

  @Test
  void shouldNotCallAWriteContendedWhoseAnswerWasLost() {
    AtomicInteger attempts = new AtomicInteger();
    ItemKey key = ItemKey.of(tenant, "UNKNOWN", "U");
    DynamoDbClient losing =
        wrapped(
            (method, call) -> {
              if (!method.equals("updateItem")) {
                return call.get();
              }
              if (attempts.incrementAndGet() == 1) {
                call.get();
                throw SdkClientException.create("the answer was lost");
              }
              throw TransactionConflictException.builder().build();
            });
    Write add =
        Write.update(key, Expression.of("ADD n :one", Map.of(":one", AttributeValue.fromN("1"))));

    assertThatThrownBy(() -> table(losing).of(tenant).write(add))
        .isInstanceOf(SdkClientException.class);
    assertThat(view.get(key)).isPresent();
  }

  @Test
  void shouldTryOnlyWhileTheInvocationHasTime() {
    AtomicInteger attempts = new AtomicInteger();
    ConflictRetry slow = new ConflictRetry(50, Duration.ofMillis(200), Duration.ofMillis(200));
    TableView always =
        new Table(
                conflicting(attempts, Integer.MAX_VALUE),
                dynamoDb.tableName(),
                slow,
                new SecureRandom())
            .of(tenant);
    List<Write> writes = List.of(Write.delete(ItemKey.of(tenant, "CONFLICT", "C")));
    long started = System.nanoTime();

    Outcome outcome = Deadline.in(Duration.ofMillis(1_500)).during(() -> always.transact(writes));

    assertThat(outcome).isInstanceOf(Outcome.Contended.class);
    assertThat(attempts.get()).isBetween(2, 40);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(1_500));
  }

  @Test
  void shouldTryAgainAfterAnAnswerOf500() {
    AtomicInteger attempts = new AtomicInteger();
    DynamoDbClient shaky =
        wrapped(
            (_, call) -> {
              if (attempts.incrementAndGet() == 1) {
                throw InternalServerErrorException.builder().statusCode(500).build();
              }
              return call.get();
            });

    assertThat(table(shaky).of(tenant).get(ItemKey.of(tenant, "A", "A"))).isEmpty();
    assertThat(attempts).hasValue(2);
  }

  @Test
  void shouldNotTakeAnOutageForAnAbsence() {
    DynamoDbClient down =
        wrapped(
            (_, _) -> {
              throw SdkClientException.create("down");
            });

    assertThatThrownBy(() -> table(down).of(tenant).get(ItemKey.of(tenant, "A", "A")))
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void shouldEndWithTheLastFullPage() {
    PartitionKey pairs = PartitionKey.of(tenant, "PAIRS");
    IntStream.range(0, 4)
        .forEach(
            i ->
                view.write(
                    Write.put(pairs.item("name" + i), Item.builder().number("n", i).build())));

    assertThat(view.query(Selection.of(pairs), 4).next()).isEmpty();
    assertThat(view.query(Selection.of(pairs), 3).next()).contains("name2");
    assertThat(view.query(Selection.of(pairs).where(Condition.less("n", 2)), 2).next()).isEmpty();
  }

  @Test
  void shouldRefuseAPositionOfAnotherList() {
    Selection some =
        Selection.of(Index.GSI1, PartitionKey.of(tenant, "PEOPLE")).between("name2", "name4");

    for (String foreign : List.of("name1", "name5", "nonsense")) {
      assertThatThrownBy(() -> some.after(Optional.of(foreign), this::itemAt))
          .isInstanceOf(ForeignPositionException.class);
    }
  }

  private Optional<ItemKey> itemAt(String sort) {
    return sort.startsWith("name")
        ? Optional.of(ItemKey.of(tenant, "PERSON#" + sort.substring(4), "PERSON"))
        : Optional.empty();
  }

  private List<Long> pageThrough(Selection selection) {
    List<Long> found = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page<Item> page = view.query(selection.after(next, this::itemAt), 2);
      assertThat(page.items()).as("no list ends with an empty page").isNotEmpty();
      page.items().forEach(item -> found.add(item.number("n")));
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  private Table table(DynamoDbClient client) {
    return new Table(client, dynamoDb.tableName(), QUICK, RandomGenerator.getDefault());
  }

  private DynamoDbClient conflicting(AtomicInteger attempts, int times) {
    return wrapped(
        (method, call) -> {
          if (method.equals("transactWriteItems") && attempts.incrementAndGet() <= times) {
            throw TransactionCanceledException.builder()
                .cancellationReasons(
                    CancellationReason.builder().code("TransactionConflict").build())
                .build();
          }
          return call.get();
        });
  }

  private DynamoDbClient watching(List<QueryRequest> asked) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) -> {
              asked.add((QueryRequest) arguments[0]);
              return method.invoke(dynamoDb.client(), arguments);
            });
  }

  private interface Interception {
    Object around(String method, ThrowingCall call) throws Throwable;
  }

  private interface ThrowingCall {
    Object get() throws Throwable;
  }

  private DynamoDbClient wrapped(Interception interception) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) ->
                interception.around(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(dynamoDb.client(), arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                      }
                    }));
  }
}

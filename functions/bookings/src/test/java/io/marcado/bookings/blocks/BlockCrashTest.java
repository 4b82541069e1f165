package io.marcado.bookings.blocks;

import static io.marcado.bookings.blocks.Rota.ONE;
import static io.marcado.bookings.blocks.Rota.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.blocks.Rota.Death;
import io.marcado.bookings.blocks.Rota.Desk;
import io.marcado.domain.Patch;
import io.marcado.domain.Result;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A function dies before or after any write of a block, and what it left is tidied up. */
@Tag("race")
class BlockCrashTest {
  private static final Set<String> WRITES =
      Set.of("updateItem", "putItem", "deleteItem", "transactWriteItems");
  private static final Instant SOON = Rota.NOW.plus(BlockStore.PATIENCE);
  private static final Instant LATER = Rota.NOW.plus(Duration.ofMinutes(25));

  private final Rota rota = new Rota();

  @AfterEach
  void close() {
    rota.close();
  }

  @Test
  void shouldLeaveNothingOfABlockThatWasNotMade() {
    BlockDraft draft = Rota.dates(List.of(ONE, TWO), "2026-12-24", "2026-12-26");
    int deaths =
        dyingEverywhere(
            desk -> {
              var unused = desk.block(draft);
            },
            _ -> {
              settle();
              // One that died after its last write has made it.
              boolean made = !standing().isEmpty();
              assertThat(rota.cells(ONE)).hasSize(made ? 3 * 288 : 0);
              assertThat(rota.cells(TWO)).hasSize(made ? 3 * 288 : 0);
              assertThat(rota.noted()).isZero();
              removeAll();
            });
    // Both rows of both chairs, before and after; the item's two writes.
    assertThat(deaths).isGreaterThan(12);
  }

  @Test
  void shouldFinishABlockThatIsAskedForAgain() {
    AtomicInteger number = new AtomicInteger();
    dyingEverywhere(
        desk -> {
          var unused = desk.block(numbered(number.get()));
        },
        _ -> {
          Blocks.Made made =
              rota.desk()
                  .block(numbered(number.getAndIncrement()))
                  .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
          assertThat(rota.cells(ONE)).hasSize(3 * 288).containsValue(10_000L);
          settle();
          assertThat(rota.cells(ONE)).hasSize(3 * 288).containsValue(10_000L);
          assertThat(rota.desk().store.find(rota.tenant, made.block().id()).orElseThrow().stands())
              .isTrue();
          removeAll();
        });
  }

  @Test
  void shouldMoveABlockWholeOrNotAtAll() {
    List<Block> blocks = new ArrayList<>();
    Runnable fresh =
        () -> {
          blocks.clear();
          blocks.add(
              rota.desk()
                  .block(Rota.draft(List.of(ONE), Rota.hours(9, 12)))
                  .orElseThrow(_ -> new IllegalStateException())
                  .block());
        };
    fresh.run();
    dyingEverywhere(
        desk -> {
          var unused = change(desk, blocks.getFirst());
        },
        _ -> {
          settle();
          Block present =
              rota.desk().store.find(rota.tenant, blocks.getFirst().id()).orElseThrow().block();
          assertThat(present.interval())
              .isEqualTo(present.version() == 1 ? Rota.hours(9, 12) : Rota.hours(10, 14));
          assertThat(rota.cells(ONE))
              .hasSize(present.version() == 1 ? 36 : 48)
              .containsValue(10_000L);
          assertThat(rota.marks(ONE)).isEqualTo(1);
          assertThat(rota.noted()).isZero();
          removeAll();
          fresh.run();
        });
  }

  @Test
  void shouldGiveAllTimeOfARemovedBlockBack() {
    List<Block> blocks = new ArrayList<>();
    Runnable fresh =
        () -> {
          blocks.clear();
          blocks.add(
              rota.desk()
                  .block(Rota.dates(List.of(ONE), "2026-12-24", "2026-12-26"))
                  .orElseThrow(_ -> new IllegalStateException())
                  .block());
        };
    fresh.run();
    dyingEverywhere(
        desk -> {
          var unused =
              desk.blocks.remove(rota.admin(), blocks.getFirst().id(), Optional.empty(), Rota.NOW);
        },
        _ -> {
          settle();
          boolean stands =
              !rota.desk().store.find(rota.tenant, blocks.getFirst().id()).orElseThrow().removed();
          assertThat(rota.cells(ONE)).hasSize(stands ? 3 * 288 : 0);
          assertThat(rota.noted()).isZero();
          removeAll();
          fresh.run();
        });
  }

  @Test
  void shouldGiveBackWhatIsTakenLate() {
    List<UpdateItemRequest> late = new CopyOnWriteArrayList<>();
    Desk slow =
        rota.desk(
            (operation, arguments, call) -> {
              if (arguments != null
                  && arguments[0] instanceof UpdateItemRequest update
                  && update.updateExpression().contains("c100 ")) {
                late.add(update);
                throw new Death();
              }
              return call.proceed(arguments);
            });
    assertThat(
            dies(
                slow,
                desk -> {
                  var unused = desk.block(Rota.dates(List.of(ONE), "2026-12-24", "2026-12-24"));
                }))
        .isTrue();
    rota.settle(SOON);
    assertThat(rota.cells(ONE)).isEmpty();
    late.forEach(update -> DynamoDbLocal.shared().client().updateItem(update));
    assertThat(rota.cells(ONE)).isNotEmpty();

    rota.settle(LATER);
    assertThat(rota.cells(ONE)).isEmpty();
    assertThat(rota.noted()).isZero();
  }

  @Test
  void shouldNotLetASlowTakerFinishWhatWasGivenUp() {
    List<Result<Blocks.Made, BlockRefusal>> results = new ArrayList<>();
    Desk slow =
        rota.desk(
            (operation, arguments, call) -> {
              // Just before it lets the block stand.
              if (operation.equals("putItem")) {
                rota.settle(SOON);
              }
              return call.proceed(arguments);
            });
    results.add(slow.block(Rota.draft(List.of(ONE), Rota.hours(9, 12))));

    assertThat(results.getFirst().whyRefused()).contains(new BlockRefusal.Busy());
    assertThat(rota.cells(ONE)).isEmpty();
  }

  @Test
  void shouldNotForgetTimeThatLeavesWhileItIsFoundStanding() {
    Block block =
        rota.desk()
            .block(Rota.draft(List.of(ONE), Rota.hours(9, 12)))
            .orElseThrow(_ -> new IllegalStateException())
            .block();
    Desk looking =
        rota.desk(
            (operation, arguments, call) -> {
              // It has found the block standing, and is about to forget the entry.
              if (operation.equals("deleteItem")) {
                assertThat(
                        dies(
                            dyingAt(1),
                            desk -> {
                              var unused =
                                  desk.blocks.remove(
                                      rota.admin(), block.id(), Optional.empty(), Rota.NOW);
                            }))
                    .isTrue();
              }
              return call.proceed(arguments);
            });
    rota.settle(looking, SOON);
    assertThat(rota.cells(ONE)).isNotEmpty();

    settle();
    assertThat(rota.cells(ONE)).isEmpty();
  }

  private static BlockDraft numbered(int number) {
    return Rota.withKey(Rota.dates(List.of(ONE, TWO), "2026-12-24", "2026-12-26"), "key-" + number);
  }

  private Result<Block, BlockRefusal> change(Desk desk, Block block) {
    return desk.blocks.change(
        rota.admin(),
        new BlockEdit(
            block.id(),
            block.version(),
            Optional.of(new BlockMoment.At(Rota.hours(10, 14).start())),
            Optional.of(new BlockMoment.At(Rota.hours(10, 14).end())),
            new Patch.Keep<>(),
            Optional.empty(),
            false),
        Rota.NOW);
  }

  /** Looks after everything at the two moments at which it is due. */
  private void settle() {
    rota.settle(SOON);
    rota.settle(LATER);
  }

  private List<Block> standing() {
    return rota.desk()
        .store
        .within(rota.tenant, new Interval(Rota.NOW, Rota.NOW.plus(Duration.ofDays(500))));
  }

  private void removeAll() {
    Desk desk = rota.desk();
    standing()
        .forEach(
            block -> {
              var unused = desk.blocks.remove(rota.admin(), block.id(), Optional.empty(), Rota.NOW);
            });
    settle();
    assertThat(rota.cells(ONE)).isEmpty();
  }

  /**
   * Does something again and again, and dies each time a write later, before it or after it.
   *
   * @param afterwards is told whether it came through
   * @return how often it died
   */
  private int dyingEverywhere(Consumer<Desk> task, Consumer<Boolean> afterwards) {
    for (int deaths = 0; ; deaths++) {
      boolean died = dies(dyingAt(deaths), task);
      afterwards.accept(!died);
      if (!died) {
        return deaths;
      }
    }
  }

  private Desk dyingAt(int place) {
    AtomicInteger passed = new AtomicInteger();
    InterceptedDynamoDb.Interception interception =
        (operation, arguments, call) -> {
          if (!WRITES.contains(operation)) {
            return call.proceed(arguments);
          }
          int at = passed.getAndAdd(2);
          // Once it is dead, other threads of it do nothing more.
          if (at >= place) {
            throw new Death();
          }
          Object answer = call.proceed(arguments);
          if (at + 1 == place) {
            throw new Death();
          }
          return answer;
        };
    return rota.desk(interception);
  }

  private static boolean dies(Desk desk, Consumer<Desk> task) {
    try {
      task.accept(desk);
      return false;
    } catch (Death e) {
      return true;
    }
  }
}

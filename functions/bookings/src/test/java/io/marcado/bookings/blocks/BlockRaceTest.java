package io.marcado.bookings.blocks;

import static io.marcado.bookings.blocks.Rota.ONE;
import static io.marcado.bookings.blocks.Rota.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Result;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Blocks and bookings at the same time, over a table that refuses and loses some requests. */
@Tag("race")
class BlockRaceTest {
  private static final int ROUNDS = 30;

  /** Requests to the table of a block that nothing disturbs, and some more. */
  private static final int LONGEST_BLOCK = 15;

  /** Counts the requests of somebody, so that others can begin in the midst of them. */
  private static final class Requests {
    private final Semaphore made = new Semaphore(0);

    void one() {
      made.release();
    }

    /** Nobody waits for more of them. */
    void over() {
      made.release(Integer.MAX_VALUE / 2);
    }

    void await(int count) throws InterruptedException {
      made.acquire(count);
      made.release(count);
    }
  }

  @Test
  void shouldLetEitherTheBlockOrABookingStand() throws Exception {
    int blocked = 0;
    int booked = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (Rota rota = new Rota()) {
        BlockDraft draft = Rota.draft(List.of(ONE, TWO), Rota.hours(9, 18));
        List<Callable<Boolean>> all = new ArrayList<>();
        Requests ofTheBlock = new Requests();
        all.add(
            () -> {
              try {
                return settled(() -> disturbed(rota, ofTheBlock::one), draft);
              } finally {
                ofTheBlock.over();
              }
            });
        // The block asks the index first, so bookings that begin with it would always be before it.
        int begun = ThreadLocalRandom.current().nextInt(LONGEST_BLOCK);
        for (int hour = 0; hour < 4; hour++) {
          Duration later = Duration.ofHours(hour);
          all.add(
              () -> {
                ofTheBlock.await(begun + ThreadLocalRandom.current().nextInt(3));
                return disturbed(rota).book(ONE, Rota.NINE.plus(later));
              });
        }
        List<Boolean> done = atOnce(all);

        boolean stands = done.getFirst();
        long bookings = done.stream().skip(1).filter(Boolean::booleanValue).count();
        assertThat(stands).as("a block, beside %d bookings", bookings).isEqualTo(bookings == 0);
        long seats = rota.cells(ONE).values().stream().mapToLong(Long::longValue).sum();
        assertThat(seats).isEqualTo(stands ? 108 * 10_000L : bookings * 12);
        assertThat(rota.cells(TWO)).hasSize(stands ? 108 : 0);
        blocked += stands ? 1 : 0;
        booked += stands ? 0 : 1;
      }
    }
    assertThat(List.of(blocked, booked)).as("each happens").allMatch(times -> times > 0);
  }

  @Test
  void shouldLetBothStandWhereBookingsAreKept() throws Exception {
    for (int round = 0; round < ROUNDS / 3; round++) {
      try (Rota rota = new Rota()) {
        BlockDraft draft = Rota.keeping(Rota.draft(List.of(ONE), Rota.hours(9, 18)));
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int hour = 0; hour < 6; hour++) {
          Duration later = Duration.ofHours(hour);
          all.add(() -> disturbed(rota).book(ONE, Rota.NINE.plus(later)));
        }
        all.add(() -> settled(rota, draft));
        all.add(() -> settled(rota, draft));
        List<Boolean> done = atOnce(all);

        assertThat(done.subList(6, 8)).containsOnly(true);
        long bookings = done.stream().limit(6).filter(Boolean::booleanValue).count();
        assertThat(rota.cells(ONE).values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(2 * 108 * 10_000L + bookings * 12);
        assertThat(rota.desk().book(ONE, Rota.NINE.plus(Duration.ofHours(8)))).isFalse();
      }
    }
  }

  @Test
  void shouldMakeOneBlockOfManySendings() throws Exception {
    for (int round = 0; round < ROUNDS / 3; round++) {
      try (Rota rota = new Rota()) {
        BlockDraft draft =
            Rota.withKey(Rota.dates(List.of(ONE, TWO), "2026-12-20", "2027-01-03"), "holidays");
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int sending = 0; sending < 4; sending++) {
          all.add(() -> settled(rota, draft));
        }
        assertThat(atOnce(all)).containsOnly(true);
        assertThat(rota.cells(ONE).values()).containsOnly(10_000L).hasSize(15 * 288);
        assertThat(rota.marks(ONE)).isEqualTo(16);
      }
    }
  }

  /** True when the block stands; a sending that was only told to come again does so. */
  private static boolean settled(Rota rota, BlockDraft draft) {
    return settled(() -> disturbed(rota), draft);
  }

  private static boolean settled(Supplier<Rota.Desk> desk, BlockDraft draft) {
    for (int sending = 0; sending < 20; sending++) {
      Result<Blocks.Made, BlockRefusal> result = desk.get().block(draft);
      if (!(result.whyRefused().orElse(null) instanceof BlockRefusal.Busy)) {
        return result instanceof Result.Done;
      }
    }
    throw new IllegalStateException("always busy");
  }

  private static Rota.Desk disturbed(Rota rota) {
    return disturbed(rota, () -> {});
  }

  private static Rota.Desk disturbed(Rota rota, Runnable request) {
    InterceptedDynamoDb.Interception disturbance =
        (operation, arguments, call) -> {
          request.run();
          int luck = ThreadLocalRandom.current().nextInt(20);
          if (luck < 2 && operation.equals("updateItem")) {
            throw luck == 0
                ? TransactionConflictException.builder().message("in conflict").build()
                : ProvisionedThroughputExceededException.builder().message("too fast").build();
          }
          return call.proceed(arguments);
        };
    return rota.desk(disturbance);
  }

  private static List<Boolean> atOnce(List<Callable<Boolean>> all) throws Exception {
    List<Boolean> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
    }
    return done;
  }
}

package io.marcado.local.app.kills;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several stories at once on a stack on disk, kill -9 in the midst of them, restart, again and
 * again. More often with {@code -Dmarcado.kills=200}. Beside other tests, since it mostly waits for
 * its processes.
 */
@Order(2)
@Tag("kill")
class KillTest {
  private static final int KILLS = Integer.getInteger("marcado.kills", 4);

  /** More of them would move the clock past the days that people book. */
  private static final int KILLS_OF_A_SHOP = 20;

  private static final int THREADS = 2;

  private final AtomicInteger done = new AtomicInteger();

  @Test
  void shouldLoseNothingAndLeaveNothingHalfDone(@TempDir Path folder) throws Exception {
    for (int before = 0; before < KILLS; before += KILLS_OF_A_SHOP) {
      int kills = Math.min(KILLS_OF_A_SHOP, KILLS - before);
      List<KillStory> stories = killAndCheck(folder.resolve("after-" + before), kills);
      System.out.printf("%d kills, %d steps done: %s%n", before + kills, done.get(), stories);
    }
  }

  private List<KillStory> killAndCheck(Path folder, int kills) throws Exception {
    List<KillStory> stories = List.of();
    Random luck = new Random();
    for (int kill = 0; kill < kills; kill++) {
      try (StackProcess stack = StackProcess.start(folder)) {
        if (stories.isEmpty()) {
          stories =
              List.of(
                  new AftermathStory(stack),
                  new HoldsStory(stack),
                  new SeriesStory(stack),
                  new SessionsStory(stack),
                  new VisitsStory(stack));
        }
        stories.forEach(story -> story.begin(stack, luck));
        killAmid(stack, stories, 10 + luck.nextInt(20));
      }
    }
    try (StackProcess stack = StackProcess.start(folder)) {
      stories.forEach(story -> story.check(stack));
    }
    return stories;
  }

  /** Some steps are done and others are on their way, unless 30 s have passed before. */
  private void killAmid(StackProcess stack, List<KillStory> stories, int more)
      throws InterruptedException {
    Random luck = new Random();
    AtomicBoolean killed = new AtomicBoolean();
    int enough = done.get() + more;
    try (ExecutorService executor = Executors.newCachedThreadPool()) {
      List<Future<?>> busy = new ArrayList<>();
      for (KillStory story : stories) {
        for (int thread = 0; thread < THREADS; thread++) {
          Random own = new Random(luck.nextLong());
          busy.add(executor.submit(() -> repeat(story, own, killed)));
        }
      }
      for (int waited = 0;
          done.get() < enough && waited < 600 && !busy.stream().allMatch(Future::isDone);
          waited++) {
        Thread.sleep(50);
      }
      stack.close();
      killed.set(true);
    }
  }

  private void repeat(KillStory story, Random luck, AtomicBoolean killed) {
    while (!killed.get()) {
      try {
        if (!story.step(luck)) {
          return;
        }
        done.incrementAndGet();
      } catch (RuntimeException | AssertionError e) {
        // Killed in the midst of it.
      }
    }
  }
}

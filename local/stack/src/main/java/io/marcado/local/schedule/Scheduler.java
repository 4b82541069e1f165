package io.marcado.local.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps schedules and fires them when the local clock passes their time, at least once each. A
 * recurring schedule that the clock has jumped over several times fires once.
 */
public final class Scheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /** Takes what a schedule sends; returns when the target has it. */
  @FunctionalInterface
  public interface Targets {
    void deliver(String targetArn, String input);
  }

  private record Entry(Schedule schedule, Recurrence recurrence) {
    static Entry of(Schedule schedule) {
      return new Entry(
          schedule,
          Recurrence.parse(schedule.expression(), new LocalTimeline(Zone.of(schedule.zone()))));
    }

    Instant due() {
      if (!schedule.enabled()) {
        return Instant.MAX;
      }
      if (recurrence instanceof Recurrence.Once(Instant at)) {
        return schedule.lastRun().isEmpty() ? at : Instant.MAX;
      }
      String from = schedule.lastRun().isEmpty() ? schedule.createdAt() : schedule.lastRun();
      return recurrence.after(Instant.parse(from));
    }
  }

  private final Documents documents;
  private final InstantSource clock;
  private final Targets targets;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean closed;

  private Scheduler(Documents documents, InstantSource clock, Targets targets) {
    this.documents = documents;
    this.clock = clock;
    this.targets = targets;
    documents
        .all()
        .values()
        .forEach(
            text -> {
              Schedule schedule = read(text);
              entries.put(schedule.key(), Entry.of(schedule));
            });
  }

  /** Fires from now on. */
  public static Scheduler start(Documents documents, InstantSource clock, Targets targets) {
    Scheduler scheduler = new Scheduler(documents, clock, targets);
    Thread.ofVirtual().name("scheduler").start(scheduler::run);
    return scheduler;
  }

  /**
   * False when the group has a schedule of that name already.
   *
   * @throws IllegalArgumentException for an expression that is none
   */
  public boolean create(Schedule schedule) {
    lock.lock();
    try {
      if (entries.containsKey(schedule.key())) {
        return false;
      }
      keep(schedule);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds or replaces. */
  public void put(Schedule schedule) {
    lock.lock();
    try {
      keep(schedule);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public Optional<Schedule> get(String group, String name) {
    return Optional.ofNullable(entries.get(group + "/" + name)).map(Entry::schedule);
  }

  /** Of one group, ordered by name. */
  public List<Schedule> list(String group) {
    return entries.values().stream()
        .map(Entry::schedule)
        .filter(schedule -> schedule.group().equals(group))
        .sorted(Comparator.comparing(Schedule::name))
        .toList();
  }

  /** False when there is no such schedule. */
  public boolean delete(String group, String name) {
    lock.lock();
    try {
      String key = group + "/" + name;
      if (!entries.containsKey(key)) {
        return false;
      }
      documents.delete(key);
      entries.remove(key);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the group hold these schedules; those it has keep the time of their last run. */
  public void declare(String group, Collection<Schedule> schedules) {
    for (Schedule old : list(group)) {
      if (schedules.stream().noneMatch(schedule -> schedule.name().equals(old.name()))) {
        delete(group, old.name());
      }
    }
    for (Schedule schedule : schedules) {
      boolean same =
          get(group, schedule.name())
              .filter(old -> old.expression().equals(schedule.expression()))
              .filter(old -> old.targetArn().equals(schedule.targetArn()))
              .filter(old -> old.input().equals(schedule.input()))
              .isPresent();
      if (!same) {
        put(schedule);
      }
    }
  }

  /** Fires everything whose time has come, and returns when the targets have it. */
  public void fireDue() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Instant now = clock.instant();
      List<Entry> due =
          entries.values().stream()
              .filter(entry -> !entry.due().isAfter(now))
              .sorted(Comparator.comparing(Entry::due))
              .toList();
      for (Entry entry : due) {
        fire(entry, now);
      }
    } finally {
      lock.unlock();
    }
  }

  private void fire(Entry entry, Instant now) {
    Schedule schedule = entry.schedule();
    try {
      targets.deliver(schedule.targetArn(), schedule.input());
    } catch (RuntimeException e) {
      // It stays due, and the next round tries again.
      LOG.warn("Schedule {} could not be delivered", schedule.key(), e);
      return;
    }
    if (entry.recurrence() instanceof Recurrence.Once && schedule.deleteAfterCompletion()) {
      documents.delete(schedule.key());
      entries.remove(schedule.key());
    } else {
      keep(schedule.ranAt(now.toString()));
    }
  }

  private void keep(Schedule schedule) {
    Entry entry = Entry.of(schedule);
    documents.put(schedule.key(), write(schedule));
    entries.put(schedule.key(), entry);
  }

  private void run() {
    while (!closed) {
      try {
        fireDue();
      } catch (RuntimeException e) {
        LOG.error("The scheduler stumbled", e);
      }
      lock.lock();
      try {
        Duration sleep = LONGEST_SLEEP;
        Instant now = clock.instant();
        for (Entry entry : entries.values()) {
          Instant due = entry.due();
          if (due.isBefore(now.plus(sleep))) {
            sleep = Duration.between(now, due);
          }
        }
        // Never without a pause: what is due still could not be delivered.
        long unused = changed.awaitNanos(Math.max(20_000_000, sleep.toNanos()));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Nothing fires after this has returned. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Schedule read(String text) {
    try {
      return JSON.readValue(text, Schedule.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a schedule: " + text, e);
    }
  }

  private static String write(Schedule schedule) {
    try {
      return JSON.writeValueAsString(schedule);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

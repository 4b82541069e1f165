package io.marcado.platform.worklist;

import io.marcado.domain.TenantId;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one kind that is left for a later turn, of all businesses. An entry is written in the
 * transaction that it follows from, so none is missing when a process dies. It only says what to
 * look at: what is to be done is decided by what is found then.
 */
public final class WorkList<E extends WorkEntry> {
  private static final int PAGE = 100;

  /** Time to keep for the answer of a request. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(WorkList.class);

  private final PartitionKey partition;
  private final Function<Item, E> fromItem;
  private final boolean dated;

  private WorkList(String partition, Function<Item, E> fromItem, boolean dated) {
    this.partition = PartitionKey.platform(partition);
    this.fromItem = fromItem;
    this.dated = dated;
  }

  /**
   * Work that each turn looks at.
   *
   * @param partition the name of its partition of the platform, for ever
   */
  public static <E extends WorkEntry> WorkList<E> open(
      String partition, Function<Item, E> fromItem) {
    return new WorkList<>(partition, fromItem, false);
  }

  /**
   * Work of which each entry is due at a time.
   *
   * @param partition the name of its partition of the platform, for ever
   */
  public static <E extends WorkEntry> WorkList<E> dated(
      String partition, Function<Item, E> fromItem) {
    return new WorkList<>(partition, fromItem, true);
  }

  /** Notes an entry in a transaction; never refused. */
  public Write note(E entry) {
    return Write.put(key(entry), entry.toItem());
  }

  /** Takes an entry away in a transaction; does no harm when it is gone. */
  public Write removal(E entry) {
    return Write.delete(key(entry));
  }

  /** Notes an entry. */
  public void note(Table table, E entry) {
    write(table, note(entry));
  }

  /** Forgets an entry; does no harm when it is forgotten. */
  public void remove(Table table, E entry) {
    write(table, removal(entry));
  }

  /**
   * Does the work of all entries that are due, the oldest first. One that fails does not stop the
   * others: it stays noted, so the next turn tries again.
   *
   * @return false when the time of the invocation ended before
   */
  public boolean each(Table table, Instant now, Consumer<? super E> work) {
    return Paged.each(
        position -> page(table, now, position),
        entry -> isDue(entry, now),
        entry -> {
          boolean _ = isDone(entry, work);
        });
  }

  /**
   * The same with the entries of one business among the first hundred of all, which one read finds,
   * as far as the time of the request allows.
   *
   * @return how many were done
   */
  public long first(Table table, TenantId tenant, Instant now, Consumer<? super E> work) {
    return page(table, now, Optional.empty()).items().stream()
        .filter(entry -> entry.tenant().equals(tenant) && isDue(entry, now))
        .takeWhile(_ -> Deadline.leaves(RESERVE))
        .filter(entry -> isDone(entry, work))
        .count();
  }

  /** All that are due. */
  public List<E> due(Table table, Instant now) {
    return table.platform().queryAll(upTo(now)).stream()
        .flatMap(this::read)
        .filter(entry -> isDue(entry, now))
        .toList();
  }

  private boolean isDone(E entry, Consumer<? super E> work) {
    try {
      work.accept(entry);
      return true;
    } catch (RuntimeException e) {
      LOG.error(
          "Left for the next turn: {} of {}: {}",
          key(entry).sort(),
          partition,
          Failures.summary(e));
      return false;
    }
  }

  private Page<E> page(Table table, Instant now, Optional<String> position) {
    Selection selection = upTo(now).after(position, place -> Optional.of(partition.item(place)));
    Page<Item> found = table.platform().query(selection, PAGE);
    return new Page<>(found.items().stream().flatMap(this::read).toList(), found.next());
  }

  /** Nothing for an entry of another release: the work of all others goes on. */
  private Stream<E> read(Item item) {
    try {
      return Stream.of(fromItem.apply(item));
    } catch (RuntimeException e) {
      LOG.error(
          "Unreadable, and left: {} of {}: {}", item.text("sk"), partition, Failures.summary(e));
      return Stream.empty();
    }
  }

  private Selection upTo(Instant now) {
    Selection all = Selection.of(partition);
    // A key is an instant with more behind it.
    return dated ? all.between("0", second(now) + "~") : all;
  }

  /** Keys have whole seconds, so an entry of this second may still have time. */
  private static boolean isDue(WorkEntry entry, Instant now) {
    return entry.due().filter(now::isBefore).isEmpty();
  }

  private ItemKey key(E entry) {
    String id = entry.tenant() + "#" + entry.id();
    return partition.item(entry.due().map(due -> second(due) + "#" + id).orElse(id));
  }

  // Whole seconds sort as texts.
  private static Instant second(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond());
  }

  private static void write(Table table, Write write) {
    if (table.platform().write(write) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }
}

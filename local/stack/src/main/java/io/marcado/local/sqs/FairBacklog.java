package io.marcado.local.sqs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that a consumer has read and not begun with, given out in turn between their groups. A
 * group has one batch in hand at a time, so it takes up one place, however much of it waits. What
 * has no group may take up all places, as on a queue that is not fair.
 *
 * <p>Not for several threads at once.
 */
final class FairBacklog<M> {
  /** The group of what has none. */
  static final String NO_GROUP = "";

  // The group whose turn is next comes first.
  private final Map<String, Deque<M>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> inHand = new HashMap<>();
  private int size;

  /** Messages of one group that are delivered together. */
  record Batch<M>(String group, List<M> messages) {}

  void add(String group, M message) {
    waiting.computeIfAbsent(group, _ -> new ArrayDeque<>()).add(message);
    size++;
  }

  /** How many wait. */
  int size() {
    return size;
  }

  /**
   * Takes the next batch into hand; empty where nobody waits but groups that have one there.
   *
   * @param most messages of a batch
   */
  Optional<Batch<M>> next(int most) {
    Optional<String> turn =
        waiting.keySet().stream()
            .filter(group -> group.equals(NO_GROUP) || !inHand.containsKey(group))
            .findFirst();
    return turn.map(group -> take(group, most));
  }

  private Batch<M> take(String group, int most) {
    Deque<M> queue = waiting.remove(group);
    List<M> messages = new ArrayList<>();
    while (messages.size() < most && !queue.isEmpty()) {
      messages.add(queue.removeFirst());
    }
    if (!queue.isEmpty()) {
      waiting.put(group, queue);
    }
    size -= messages.size();
    inHand.merge(group, 1, Integer::sum);
    return new Batch<>(group, messages);
  }

  /** Says that a batch of this group is no longer in hand. */
  void done(String group) {
    inHand.computeIfPresent(group, (_, batches) -> batches == 1 ? null : batches - 1);
  }
}

package io.marcado.domain.catalog;

import io.marcado.domain.time.Cells;
import java.util.List;
import java.util.stream.Collectors;

/** How long bookings may last, in minutes of elapsed time. */
public sealed interface Durations {

  /** One of these and nothing else. */
  record Choices(List<Integer> minutes) implements Durations {
    public Choices {
      minutes = List.copyOf(minutes);
      if (minutes.isEmpty()) {
        throw new IllegalArgumentException("at least one duration");
      }
      minutes.forEach(Durations::requireUsable);
    }

    @Override
    public boolean allow(int asked) {
      return minutes.contains(asked);
    }

    @Override
    public int longest() {
      return minutes.stream().mapToInt(one -> one).max().orElseThrow();
    }

    @Override
    public String words() {
      String last = minutes.getLast() + " minutes";
      return minutes.size() == 1
          ? last
          : minutes.stream()
                  .limit(minutes.size() - 1L)
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + " or "
              + last;
    }
  }

  /**
   * The shortest, the longest, and every whole number of steps between them.
   *
   * @param step a multiple of 5; the longest is a whole number of steps after the shortest
   */
  record Range(int shortest, int longest, int step) implements Durations {
    public Range {
      requireUsable(shortest);
      requireUsable(longest);
      requireUsable(step);
      if (longest < shortest || (longest - shortest) % step != 0) {
        throw new IllegalArgumentException("the longest is not a number of steps after the first");
      }
    }

    @Override
    public boolean allow(int asked) {
      return shortest <= asked && asked <= longest && (asked - shortest) % step == 0;
    }

    @Override
    public String words() {
      return "%d to %d minutes in steps of %d".formatted(shortest, longest, step);
    }
  }

  /** This duration and no other. */
  static Durations only(int minutes) {
    return new Choices(List.of(minutes));
  }

  /** True when a booking may last so long. */
  boolean allow(int minutes);

  /** The longest of them. */
  int longest();

  /** Them in words, as in {@code 30, 60 or 90 minutes}. */
  String words();

  private static void requireUsable(int minutes) {
    if (minutes < BookableService.MINIMUM_DURATION
        || minutes > BookableService.MAXIMUM_DURATION
        || minutes % Cells.MINUTES != 0) {
      throw new IllegalArgumentException("minutes out of range or not a multiple of five");
    }
  }
}

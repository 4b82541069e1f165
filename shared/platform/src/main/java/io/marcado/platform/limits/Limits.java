package io.marcado.platform.limits;

import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter.Limit;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The limits of this deployment: the rows of {@link LimitPolicy}, changed by the variable {@code
 * LIMITS}. It is a list like {@code sign-ups=50,*=1000}; {@code *} stands for all rows that it does
 * not name.
 */
@Singleton
public final class Limits {
  private static final String ALL_OTHERS = "*";

  private final Variables variables;
  private final Map<String, Integer> changed;

  public Limits(Variables variables) {
    this.variables = variables;
    this.changed =
        variables.read(
            reader ->
                reader.numbers(
                    "LIMITS",
                    name ->
                        name.equals(ALL_OTHERS)
                            || Arrays.stream(LimitPolicy.values())
                                .anyMatch(row -> row.hasNumber() && row.text().equals(name))));
  }

  /** The limit of a row that has a number. */
  public Limit of(LimitPolicy row) {
    return new Limit(row.text(), most(row), row.window());
  }

  /**
   * The limit of a row that has a number, on a counter of its own for each kind.
   *
   * @param kind tells the counter from those of other kinds
   */
  public Limit of(LimitPolicy row, String kind) {
    return new Limit(row.text() + "-" + kind, most(row), row.window());
  }

  /** The number of a row that has one; zero allows none. */
  public int most(LimitPolicy row) {
    if (!row.hasNumber()) {
      throw new IllegalArgumentException(row + " has its numbers elsewhere");
    }
    return changed.getOrDefault(row.text(), changed.getOrDefault(ALL_OTHERS, row.most()));
  }

  /**
   * True when limits that work only together, in a range, are switched off: when all of them are
   * beyond it.
   *
   * @param highest the end of the range, which begins at 1
   * @throws Variables.InvalidConfiguration naming those outside the range when others are in it
   */
  public boolean areOff(List<LimitPolicy> rows, int highest) {
    if (rows.stream().allMatch(row -> most(row) > highest)) {
      return true;
    }
    return variables.read(
        reader -> {
          rows.stream()
              .filter(row -> most(row) < 1 || most(row) > highest)
              .forEach(
                  row ->
                      reader.refuse(
                          "LIMITS must have %s from 1 to %d, or all of this kind beyond"
                              .formatted(row.text(), highest)));
          return false;
        });
  }
}

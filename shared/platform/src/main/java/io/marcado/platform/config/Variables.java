package io.marcado.platform.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function's environment variables. {@link #read} collects everything that is missing or
 * malformed and reports it together, so that a deployment is repaired in one go.
 */
public final class Variables {
  private static final Pattern ENTRY = Pattern.compile("(?<name>[^=]+)=(?<number>\\d{1,9})");

  private final Map<String, String> values;
  private @Nullable Set<String> collected;

  public Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The variable's value, if it is set and not empty. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Reads a configuration.
   *
   * @throws InvalidConfiguration naming all variables that are missing or malformed
   */
  public <T> T read(Function<Reader, T> mapping) {
    Reader reader = new Reader();
    Set<String> all = collected;
    try {
      T configuration = mapping.apply(reader);
      if (reader.wrong.isEmpty() || all != null) {
        return configuration;
      }
    } finally {
      if (all != null) {
        all.addAll(reader.wrong);
      }
    }
    throw new InvalidConfiguration(reader.wrong);
  }

  /**
   * Makes several things, each of which may read configurations, and reports what is wrong with all
   * of them together. Until then a missing variable reads as an empty text or zero, so that making
   * goes on; what was made so must be thrown away.
   *
   * @throws InvalidConfiguration naming all variables that are missing or malformed
   */
  public void readTogether(List<Runnable> makings) {
    Set<String> wrong = new LinkedHashSet<>();
    @Nullable RuntimeException failure = null;
    collected = wrong;
    for (Runnable making : makings) {
      try {
        making.run();
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    collected = null;
    if (!wrong.isEmpty()) {
      // What failed besides did so over what is missing.
      throw new InvalidConfiguration(List.copyOf(wrong));
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Reads variables one by one and goes on after a missing one. */
  public final class Reader {
    private final List<String> wrong = new ArrayList<>();

    private Reader() {}

    /**
     * Adds what is wrong with a configuration as a whole.
     *
     * @param why names variables and no values
     */
    public void refuse(String why) {
      wrong.add(why);
    }

    /** A variable that must be set. */
    public String text(String name) {
      return find(name)
          .orElseGet(
              () -> {
                wrong.add(name + " is missing");
                return "";
              });
    }

    /** A variable that must be a whole number of zero or more. */
    public int number(String name) {
      String text = text(name);
      if (text.matches("\\d{1,9}")) {
        return Integer.parseInt(text);
      }
      if (!text.isEmpty()) {
        wrong.add(name + " is not a whole number");
      }
      return 0;
    }

    /** A variable that must be a list of names with whole numbers: {@code FREE=5,PRO=100}. */
    public Map<String, Integer> numbers(String name) {
      String text = text(name);
      Map<String, Integer> numbers = new LinkedHashMap<>();
      if (text.matches("[A-Z_]+=\\d{1,9}(,[A-Z_]+=\\d{1,9})*")) {
        for (String entry : text.split(",", -1)) {
          int sign = entry.indexOf('=');
          numbers.put(entry.substring(0, sign), Integer.valueOf(entry.substring(sign + 1)));
        }
      } else if (!text.isEmpty()) {
        wrong.add(name + " is not a list like FREE=5,PRO=100");
      }
      return numbers;
    }

    /**
     * A variable that may be a list of names with whole numbers: {@code sign-ups=50,*=100}. Empty
     * when it is not set.
     *
     * @param known accepts the names that there are
     */
    public Map<String, Integer> numbers(String name, Predicate<String> known) {
      Map<String, Integer> numbers = new LinkedHashMap<>();
      find(name).stream()
          .flatMap(Pattern.compile(",")::splitAsStream)
          .forEach(
              entry -> {
                Matcher parts = ENTRY.matcher(entry);
                if (parts.matches() && known.test(parts.group("name"))) {
                  numbers.put(parts.group("name"), Integer.valueOf(parts.group("number")));
                } else {
                  wrong.add(name + " has a part that names no number or is not like name=5");
                }
              });
      return numbers;
    }
  }

  /**
   * The environment lacks something. A defect of the deployment, never of a request. The message
   * names variables and no values, so it may be logged.
   */
  public static final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfiguration(List<String> wrong) {
      super("Environment: " + String.join("; ", wrong));
    }
  }
}

package io.marcado.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function's environment variables. {@link #read} collects everything that is missing or
 * malformed and reports it together, so that a deployment is repaired in one go.
 */
public final class Variables {
  private final Map<String, String> values;

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
    T configuration = mapping.apply(reader);
    if (!reader.wrong.isEmpty()) {
      throw new InvalidConfiguration(reader.wrong);
    }
    return configuration;
  }

  /** Reads variables one by one and goes on after a missing one. */
  public final class Reader {
    private final List<String> wrong = new ArrayList<>();

    private Reader() {}

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
  }

  /** The environment lacks something. A defect of the deployment, never of a request. */
  public static final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfiguration(List<String> wrong) {
      super("Environment: " + String.join("; ", wrong));
    }
  }
}

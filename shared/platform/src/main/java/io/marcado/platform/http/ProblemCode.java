package io.marcado.platform.http;

/**
 * A kind of problem that an endpoint may answer with. Each capability has one enum of its own;
 * clients may rely on {@link #code()} and {@link #status()}.
 */
public interface ProblemCode {

  /**
   * The parts that are the same for every occurrence.
   *
   * @param code stable and machine-readable, for example {@code slot-taken}
   * @param status the HTTP status, 400 to 599
   * @param title a short summary
   */
  record Kind(String code, int status, String title) {}

  Kind kind();

  default String code() {
    return kind().code();
  }

  default int status() {
    return kind().status();
  }

  default String title() {
    return kind().title();
  }
}

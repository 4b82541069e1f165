package io.marcado.platform.http;

/**
 * A kind of problem that an endpoint may answer with. Each capability has one enum of its own;
 * clients may rely on {@link #code()} and {@link #status()}.
 */
public interface ProblemCode {
  /** Stable and machine-readable, for example {@code slot-taken}. */
  String code();

  /** The HTTP status, 400 to 599. */
  int status();

  /** A short summary that is the same for every occurrence. */
  String title();
}

package io.marcado.platform.lambda;

import io.marcado.platform.aws.SdkTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a function's own path before the SnapStart checkpoint, against a transport that answers from
 * memory, so that hardly any class is loaded after a restore. It has no effect outside the process,
 * and its failure is logged and never thrown.
 */
public final class Priming implements Resource {
  /** When the sample events happen; what they book lies in the future of it. */
  public static final Instant SAMPLE_TIME = Instant.parse("2026-11-20T12:00:00Z");

  /** Whose token the sample events carry. */
  public static final String SAMPLE_PERSON = "c5lmnt7e3p2q6ryz";

  /** The session of that token. */
  public static final String SAMPLE_SESSION = "s7essn2b3c4d5e6f";

  private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

  private final Runnable path;

  private Priming(Runnable path) {
    this.path = path;
  }

  /**
   * Registers a path to be run before the checkpoint.
   *
   * @return to be kept by the caller, since the registry holds it weakly
   */
  public static Priming register(Runnable path) {
    Priming priming = new Priming(path);
    Core.getGlobalContext().register(priming);
    return priming;
  }

  /** The sample event of a function, as {@code events/<Function>.json} has it. */
  public static Optional<String> sampleEvent(Class<?> handler) {
    String function = handler.getSimpleName().replaceFirst("Handler$", "");
    try (InputStream sample = handler.getResourceAsStream("/events/" + function + ".json")) {
      return sample == null
          ? Optional.empty()
          : Optional.of(new String(sample.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("The sample event could not be read", e);
      return Optional.empty();
    }
  }

  /** Runs the path as it would run before a checkpoint. */
  public void run() {
    try {
      SdkTransport.answeringFromMemory(path);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Priming ended early", e);
    }
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing was opened before the checkpoint.
  }
}

package io.marcado.platform.logging;

import io.marcado.platform.lambda.FunctionHost;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J logs by, on Lambda and here. Our own classes log from the level on that the variable
 * LOG_LEVEL names, INFO without it; libraries from WARN on. A logging framework would be a third of
 * all classes that a function loads before its first answer.
 */
public final class JsonLogging implements SLF4JServiceProvider, ILoggerFactory {
  private static final String OURS = "io.marcado.";

  private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new BasicMDCAdapter();
  private final Consumer<String> lines;
  private final Level ours =
      level(FunctionHost.process().variables().getOrDefault("LOG_LEVEL", Level.INFO.name()));

  /** To standard output. */
  public JsonLogging() {
    this(LogLines::print);
  }

  /**
   * @param lines takes what is logged, an object each
   */
  public JsonLogging(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(
        name, key -> new JsonLogger(key, key.startsWith(OURS) ? ours : Level.WARN, lines));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0";
  }

  @Override
  public void initialize() {
    // Everything is there.
  }

  private static Level level(String name) {
    for (Level level : Level.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return Level.INFO;
  }
}

package io.marcado.platform.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes what is logged as JSON objects: level, message, logger, timestamp, the fields of {@link
 * MDC}, and of a failure its name, message and stack.
 */
final class JsonLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final Level least;
  private final transient Consumer<String> lines;

  /**
   * @param least lower levels are not written
   * @param lines takes what is written
   */
  JsonLogger(String name, Level least, Consumer<String> lines) {
    this.name = name;
    this.least = least;
    this.lines = lines;
  }

  @Override
  public boolean isTraceEnabled() {
    return writes(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return writes(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return writes(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return writes(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return writes(Level.ERROR);
  }

  private boolean writes(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // No line says where it was written.
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    lines.accept(
        LogLines.line(
            json -> {
              json.writeStringField("level", level.name());
              json.writeStringField(
                  "message", MessageFormatter.basicArrayFormat(message, arguments));
              json.writeStringField("logger", name);
              json.writeStringField("timestamp", LogLines.now().toString());
              write(MDC.getCopyOfContextMap(), json);
              if (failure != null) {
                write(failure, json);
              }
            }));
  }

  private static void write(@Nullable Map<String, String> context, JsonGenerator json)
      throws IOException {
    if (context != null) {
      for (Map.Entry<String, String> field : context.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
    }
  }

  private static void write(Throwable failure, JsonGenerator json) throws IOException {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    json.writeObjectFieldStart("error");
    json.writeStringField("name", failure.getClass().getName());
    json.writeStringField("message", failure.getMessage());
    json.writeStringField("stack", stack.toString());
    json.writeEndObject();
  }
}

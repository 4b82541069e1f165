package io.marcado.platform.logging;

import io.marcado.domain.TenantId;
import io.marcado.platform.aws.SdkTransport;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One log line for each request or message, by which CloudWatch also keeps metrics. Lines carry
 * tenant, request and trace; never a body, a header, a query, or anything else that a person sent.
 */
@Singleton
public final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private static final List<String> FIELDS = List.of("tenant", "requestId", "traceId");

  /** Starts the lines of one request. They also have what the invocation's lines have. */
  public Scope open(Optional<TenantId> tenant, String requestId, String traceId) {
    Map<String, String> outside = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    MDC.put("tenant", tenant.map(TenantId::value).orElse("origin"));
    MDC.put("requestId", requestId);
    MDC.put("traceId", traceId);
    return new Scope(outside);
  }

  /** The lines of one request, until it is closed. */
  public final class Scope implements AutoCloseable {
    private final Map<String, String> outside;
    private String problem = "";

    private Scope(Map<String, String> outside) {
      this.outside = outside;
    }

    /** Notes whose it is, once that is read. */
    public void tenant(TenantId tenant) {
      MDC.put("tenant", tenant.value());
    }

    /** Notes the problem that is answered. */
    public void problem(String code) {
      problem = code;
    }

    /** Notes a failure of ours; {@link Failures} says what is told of it. */
    public void failed(RuntimeException failure) {
      problem = failure.getClass().getSimpleName();
      if (SdkTransport.answersFromMemory()) {
        // Before a snapshot every read finds nothing, which ends many a path; nobody need know.
        LOG.debug("Priming ended early: {}", failure.getClass().getName());
        return;
      }
      LOG.error("Request failed: {}", Failures.summary(failure), Failures.withoutMessages(failure));
    }

    /**
     * Writes the line. It is short, since there is one for each invocation: what the line of a
     * failure has too is not in it. Templates have filters that make metrics of its numbers, so it
     * is written whatever the level is.
     *
     * @param handler the class that answered; its name without "Handler" is the function's
     */
    public void finished(Class<?> handler, int status, long nanos) {
      // Priming runs this only to load classes. It is no request, so its time does not count.
      boolean primed = SdkTransport.answersFromMemory();
      LogLines.print(
          LogLines.line(
              json -> {
                json.writeStringField("level", "INFO");
                json.writeStringField("message", primed ? "Primed" : "Request answered");
                json.writeStringField(
                    "timestamp", LogLines.now().truncatedTo(ChronoUnit.MILLIS).toString());
                for (String field : FIELDS) {
                  json.writeStringField(field, MDC.get(field));
                }
                json.writeStringField(
                    "function", handler.getSimpleName().replaceFirst("Handler$", ""));
                json.writeNumberField("status", status);
                if (!primed) {
                  // To a tenth.
                  json.writeNumberField("durationMs", Math.round(nanos / 1e5) / 10.0);
                }
                if (!problem.isEmpty()) {
                  json.writeStringField("problem", problem);
                }
              }));
    }

    @Override
    public void close() {
      MDC.setContextMap(outside);
    }
  }
}

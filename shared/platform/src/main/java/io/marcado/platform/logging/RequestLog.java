package io.marcado.platform.logging;

import io.marcado.domain.TenantId;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One log line and one set of metrics for each request or message. Lines carry tenant, request and
 * trace; never a body, a header, a query, or anything else that a person sent.
 */
@Singleton
public final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

  private final String environment;

  public RequestLog(Variables variables) {
    this.environment = variables.find("STAGE").orElse("unknown");
  }

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
     * Writes the line and the metrics.
     *
     * @param handler the class that answered; its name without "Handler" is the function's
     */
    public void finished(Class<?> handler, int status, long nanos) {
      String function = handler.getSimpleName().replaceFirst("Handler$", "");
      double millis = nanos / 1e6;
      MDC.put("function", function);
      MDC.put("status", Integer.toString(status));
      MDC.put("durationMs", "%.1f".formatted(millis));
      if (!problem.isEmpty()) {
        MDC.put("problem", problem);
      }
      LOG.info(SdkTransport.answersFromMemory() ? "Primed" : "Request answered");
      // Priming runs this only to load classes. It is no request, so its time does not count.
      boolean primed = SdkTransport.answersFromMemory();
      MetricsLine metrics = new MetricsLine(environment, function);
      if (!primed) {
        metrics.add("Latency", MetricsLine.Unit.MILLISECONDS, millis);
      }
      metrics.add("Requests", MetricsLine.Unit.COUNT, primed ? 0 : 1);
      metrics.add("ServerErrors", MetricsLine.Unit.COUNT, status >= 500 ? 1 : 0);
      LogLines.print(metrics.line());
    }

    @Override
    public void close() {
      MDC.setContextMap(outside);
    }
  }
}

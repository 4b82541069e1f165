package io.marcado.platform.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One line by which CloudWatch keeps metrics, in the <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: namespace {@value #NAMESPACE}, dimensions Environment and Function.
 */
final class MetricsLine {
  private static final String NAMESPACE = "Marcado";

  /** As CloudWatch names it. */
  enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds");

    private final String name;

    Unit(String name) {
      this.name = name;
    }
  }

  private record Metric(String name, Unit unit, double value) {}

  private final String environment;
  private final String function;
  private final List<Metric> metrics = new ArrayList<>();

  MetricsLine(String environment, String function) {
    this.environment = environment;
    this.function = function;
  }

  void add(String name, Unit unit, double value) {
    metrics.add(new Metric(name, unit, value));
  }

  String line() {
    return LogLines.line(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", LogLines.now().toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {"Environment", "Function"}, 0, 2);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      json.writeStartObject();
      json.writeStringField("Name", metric.name);
      json.writeStringField("Unit", metric.unit.name);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeStringField("Environment", environment);
    json.writeStringField("Function", function);
    for (Metric metric : metrics) {
      json.writeNumberField(metric.name, metric.value);
    }
  }
}

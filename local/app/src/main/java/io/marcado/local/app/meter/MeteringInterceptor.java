package io.marcado.local.app.meter;

import java.util.Map;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells the meter of each call. The SDK finds this class by a resource beside it and puts it into
 * every DynamoDB client of a JVM that has it; without a meter on its thread it does nothing.
 */
public final class MeteringInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<
          Map<Map<String, AttributeValue>, Map<String, AttributeValue>>>
      BEFORE = new ExecutionAttribute<>("MarcadoItemsBefore");

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    CapacityMeter meter = CapacityMeter.current();
    if (meter != null) {
      attributes.putAttribute(BEFORE, meter.images(context.request()));
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    CapacityMeter meter = CapacityMeter.current();
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before =
        attributes.getAttribute(BEFORE);
    if (meter != null && before != null) {
      meter.count(context.request(), context.response(), before);
    }
  }
}

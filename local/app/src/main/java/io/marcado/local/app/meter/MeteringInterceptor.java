package io.marcado.local.app.meter;

import io.marcado.local.dynamodb.TableWatch;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells the meter of each call. The SDK finds this class by a resource beside it and puts it into
 * every DynamoDB client of a JVM that has it, and tables in this JVM find it likewise; without a
 * meter on its thread it does nothing.
 */
public final class MeteringInterceptor implements ExecutionInterceptor, TableWatch {
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

  @Override
  public Object around(String key, String operation, SdkRequest request, Call call)
      throws Throwable {
    CapacityMeter meter = CapacityMeter.current();
    if (meter == null) {
      return call.answer();
    }
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before = meter.images(request);
    Object response = call.answer();
    meter.count(request, (SdkResponse) response, before);
    return response;
  }
}

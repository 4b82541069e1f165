package io.marcado.local.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** One handler object, called with JSON in and JSON out as Lambda's runtime does. */
final class Instance {
  private final Object handler;
  private final @Nullable PojoSerializer<Object> input;

  private Instance(Object handler, @Nullable PojoSerializer<Object> input) {
    this.handler = handler;
    this.input = input;
  }

  static Instance create(Class<?> type) throws ReflectiveOperationException {
    Object handler = type.getConstructor().newInstance();
    return switch (handler) {
      case RequestStreamHandler _ -> new Instance(handler, null);
      case RequestHandler<?, ?> _ -> new Instance(handler, serializer(eventType(type)));
      default -> throw new NoSuchMethodException(type + " is no Lambda handler");
    };
  }

  byte[] handle(byte[] event, Context context) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    if (handler instanceof RequestStreamHandler streams) {
      streams.handleRequest(new ByteArrayInputStream(event), output, context);
      return output.toByteArray();
    }
    @SuppressWarnings("unchecked")
    RequestHandler<Object, Object> typed = (RequestHandler<Object, Object>) handler;
    if (input == null) {
      throw new IllegalStateException("A typed handler without a type");
    }
    Object result = typed.handleRequest(input.fromJson(new ByteArrayInputStream(event)), context);
    if (result == null) {
      return "null".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
    serializer(result.getClass()).toJson(result, output);
    return output.toByteArray();
  }

  /**
   * Lambda's own events have serializers that know their names; everything else is plain Jackson.
   */
  @SuppressWarnings("unchecked")
  private static PojoSerializer<Object> serializer(Type type) {
    return type instanceof Class<?> event
            && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
        ? (PojoSerializer<Object>)
            LambdaEventSerializers.serializerFor(event, Instance.class.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }

  /** What the handler takes: the parameter of its handleRequest, as far as it is written down. */
  private static Type eventType(Class<?> type) {
    Type found = Object.class;
    for (Method method : type.getMethods()) {
      if (method.getName().equals("handleRequest")
          && !method.isBridge()
          && method.getParameterCount() == 2
          && method.getParameterTypes()[1] == Context.class) {
        Type parameter = method.getGenericParameterTypes()[0];
        if (parameter instanceof Class<?> event && event != Object.class) {
          return event;
        }
        if (parameter instanceof java.lang.reflect.ParameterizedType) {
          found = parameter;
        }
      }
    }
    return found;
  }
}

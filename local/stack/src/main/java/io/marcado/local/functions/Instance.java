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
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
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

  /**
   * What the handler takes: the first type argument of RequestHandler, wherever in the hierarchy it
   * is given, as Lambda's runtime finds it.
   */
  private static Type eventType(Class<?> handler) {
    Map<TypeVariable<?>, Type> given = new HashMap<>();
    for (@Nullable Class<?> type = handler; type != null; type = type.getSuperclass()) {
      for (Type supertype : type.getGenericInterfaces()) {
        if (supertype instanceof ParameterizedType requestHandler
            && requestHandler.getRawType() == RequestHandler.class) {
          Type event = requestHandler.getActualTypeArguments()[0];
          return event instanceof TypeVariable<?> ? given.getOrDefault(event, Object.class) : event;
        }
      }
      if (type.getGenericSuperclass() instanceof ParameterizedType superclass) {
        TypeVariable<?>[] parameters = ((Class<?>) superclass.getRawType()).getTypeParameters();
        for (int i = 0; i < parameters.length; i++) {
          Type argument = superclass.getActualTypeArguments()[i];
          given.put(
              parameters[i],
              argument instanceof TypeVariable<?>
                  ? given.getOrDefault(argument, Object.class)
                  : argument);
        }
      }
    }
    return Object.class;
  }
}

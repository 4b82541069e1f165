package io.marcado.local.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.embedded.DDBExceptionMappingInvocationHandler;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * SDK clients that hand each request to DynamoDB Local in this JVM, as its server does, without
 * HTTP. A request takes less than half of the processor's time so. Nothing is sent again, and no
 * timeout of the SDK counts.
 */
final class InProcessDynamoDb implements InvocationHandler {
  /** What the server calls, by the class of the request. */
  private static final Map<Class<?>, Method> OPERATIONS =
      Arrays.stream(DynamoDBRequestHandler.class.getMethods())
          .filter(method -> method.getParameterCount() == 3)
          .collect(Collectors.toMap(method -> method.getParameterTypes()[2], Function.identity()));

  private final LocalDynamoDBRequestHandler requests;

  private InProcessDynamoDb(LocalDynamoDBRequestHandler requests) {
    this.requests = requests;
  }

  /** A client of the table or of its stream; it needs no closing. */
  static <C extends SdkClient> C client(LocalDynamoDBRequestHandler requests, Class<C> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new InProcessDynamoDb(requests)));
  }

  @Override
  public @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null && arguments.length == 1) {
      Method operation = OPERATIONS.get(arguments[0].getClass());
      if (operation != null && operation.getName().equals(method.getName())) {
        return answer(operation, arguments[0]);
      }
    }
    if (method.isDefault()) {
      // Variants of an operation, such as the one with a builder, and paginators.
      return InvocationHandler.invokeDefault(client, method, arguments);
    }
    return switch (method.getName()) {
      case "close" -> null;
      case "serviceName" -> "dynamodb";
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private Object answer(Method operation, Object request) throws Throwable {
    try {
      return operation.invoke(requests, "local", "local", request);
    } catch (InvocationTargetException e) {
      Throwable failure = e.getTargetException();
      if (failure instanceof DynamoDBLocalServiceException refused) {
        DDBExceptionMappingInvocationHandler.handleDynamoDBLocalServiceException(refused);
      }
      if (failure instanceof RuntimeException) {
        // What the server answers to it.
        throw InternalServerErrorException.builder()
            .message(failure.getMessage())
            .statusCode(500)
            .cause(failure)
            .build();
      }
      throw failure;
    }
  }
}

package io.marcado.local.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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

  /**
   * Of so many requests at once none waits for a lock of DynamoDB Local for longer than it lets it,
   * and is refused by an error that the service does not have. The others wait here, in turn.
   */
  private static final Semaphore AT_ONCE = new Semaphore(4, true);

  private final LocalDynamoDBRequestHandler requests;
  private final Optional<String> key;

  private InProcessDynamoDb(LocalDynamoDBRequestHandler requests, Optional<String> key) {
    this.requests = requests;
    this.key = key;
  }

  /** A client of the table or of its stream; it needs no closing. */
  static <C extends SdkClient> C client(LocalDynamoDBRequestHandler requests, Class<C> type) {
    return client(type, new InProcessDynamoDb(requests, Optional.empty()));
  }

  /** A client of the table for a function with this key, at which every watch looks. */
  static DynamoDbClient watched(LocalDynamoDBRequestHandler requests, String key) {
    return client(DynamoDbClient.class, new InProcessDynamoDb(requests, Optional.of(key)));
  }

  private static <C extends SdkClient> C client(Class<C> type, InProcessDynamoDb handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(Object client, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null && arguments.length == 1) {
      Method operation = OPERATIONS.get(arguments[0].getClass());
      if (operation != null && operation.getName().equals(method.getName())) {
        return watched(operation, (SdkRequest) arguments[0]);
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

  private Object watched(Method operation, SdkRequest request) throws Throwable {
    TableWatch.Call call = () -> answer(operation, request);
    if (key.isPresent()) {
      String name = request.getClass().getSimpleName().replaceFirst("Request$", "");
      for (TableWatch watch : TableWatch.ALL) {
        TableWatch.Call inner = call;
        call = () -> watch.around(key.get(), name, request, inner);
      }
    }
    return call.answer();
  }

  private Object answer(Method operation, SdkRequest request) throws Throwable {
    AT_ONCE.acquireUninterruptibly();
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
    } finally {
      AT_ONCE.release();
    }
  }
}

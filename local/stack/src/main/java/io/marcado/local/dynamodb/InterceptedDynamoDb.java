package io.marcado.local.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB client with something around each of its calls. */
public final class InterceptedDynamoDb {
  private InterceptedDynamoDb() {}

  /** What happens around a call. */
  @FunctionalInterface
  public interface Interception {
    /**
     * Answers in place of the call, or lets it proceed.
     *
     * @param operation the client's method, for example {@code transactWriteItems}
     * @param arguments of the call; {@code call} takes them, or others in their place
     */
    Object around(String operation, Object[] arguments, Call call) throws Throwable;
  }

  /** The call itself. */
  @FunctionalInterface
  public interface Call {
    Object proceed(Object[] arguments) throws Throwable;
  }

  /** A client whose calls run through an interception. */
  public static DynamoDbClient of(DynamoDbClient client, Interception interception) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            InterceptedDynamoDb.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) ->
                interception.around(
                    method.getName(),
                    arguments,
                    taken -> {
                      try {
                        return method.invoke(client, taken);
                      } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                      }
                    }));
  }
}

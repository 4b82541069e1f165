package io.marcado.local.dynamodb;

import java.util.List;
import java.util.ServiceLoader;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Looks at what functions ask of a table in this JVM, as an interceptor of the SDK does where they
 * ask by HTTP. Those that {@link ServiceLoader} finds look at every request.
 */
public interface TableWatch {
  /** Found once. */
  List<TableWatch> ALL =
      ServiceLoader.load(TableWatch.class).stream().map(ServiceLoader.Provider::get).toList();

  /**
   * Answers by the call, or refuses it.
   *
   * @param key with which the function signs: in a local stack its logical id
   * @param operation for example {@code TransactWriteItems}
   */
  Object around(String key, String operation, SdkRequest request, Call call) throws Throwable;

  /** What answers. */
  @FunctionalInterface
  interface Call {
    Object answer() throws Throwable;
  }
}

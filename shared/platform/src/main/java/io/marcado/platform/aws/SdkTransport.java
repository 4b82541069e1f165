package io.marcado.platform.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The HTTP client below every SDK client. While a function is primed for its snapshot, requests are
 * answered from memory and nothing leaves the machine.
 */
public final class SdkTransport implements SdkHttpClient {
  private static final ScopedValue<MemoryAnswers> FROM_MEMORY = ScopedValue.newInstance();

  private final Supplier<SdkHttpClient> network;
  private volatile @Nullable SdkHttpClient opened;

  /**
   * @param network opened at the first request that is not primed
   */
  public SdkTransport(Supplier<SdkHttpClient> network) {
    this.network = network;
  }

  /** Runs something whose SDK requests, on this thread, are answered from memory. */
  public static void answeringFromMemory(Runnable task) {
    ScopedValue.where(FROM_MEMORY, new MemoryAnswers()).run(task);
  }

  /** The task for another thread, whose SDK requests are answered there as they are on this one. */
  public static <T> Callable<T> carried(Callable<T> task) {
    return FROM_MEMORY.isBound()
        ? () -> ScopedValue.where(FROM_MEMORY, new MemoryAnswers()).call(task::call)
        : task;
  }

  /** True while requests of this thread are answered from memory. */
  public static boolean answersFromMemory() {
    return FROM_MEMORY.isBound();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    if (FROM_MEMORY.isBound()) {
      // Made but never called: it loads what a connection needs, certificates too, and opens none.
      network().prepareRequest(request);
      return new Loopback(network(), request, FROM_MEMORY.get().to(request));
    }
    return new Abortable(network().prepareRequest(request));
  }

  @Override
  public void close() {
    SdkHttpClient client = opened;
    if (client != null) {
      client.close();
    }
  }

  @Override
  public String clientName() {
    return "Marcado";
  }

  private synchronized SdkHttpClient network() {
    SdkHttpClient client = opened;
    if (client == null) {
      client = network.get();
      opened = client;
    }
    return client;
  }

  /**
   * A request whose time may be up while it is sent. The client below then throws something
   * unchecked, which the SDK takes for a fault of ours: it neither tries again nor says that the
   * time was up. The same goes for a connection that breaks then.
   */
  static final class Abortable implements ExecutableHttpRequest {
    private final ExecutableHttpRequest request;
    private volatile boolean aborted;

    Abortable(ExecutableHttpRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      try {
        return request.call();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } catch (NullPointerException e) {
        if (aborted) {
          throw new IOException("the request was aborted", e);
        }
        throw e;
      }
    }

    @Override
    public void abort() {
      aborted = true;
      request.abort();
    }
  }
}

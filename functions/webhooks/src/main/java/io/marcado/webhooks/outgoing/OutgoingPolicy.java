package io.marcado.webhooks.outgoing;

import io.marcado.domain.Result;
import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where requests may go: to public addresses, by HTTPS. All addresses of a host must be public;
 * those found are the ones to connect to, so nobody can put another in their place meanwhile.
 *
 * <p>With the variable {@code LOOPBACK_RECEIVERS}, which no deployment on AWS has, they may also go
 * to this machine.
 */
@Singleton
public final class OutgoingPolicy {
  private final Resolver resolver;
  private final boolean loopback;

  public OutgoingPolicy(Resolver resolver, Variables variables) {
    this.resolver = resolver;
    this.loopback = variables.find("LOOPBACK_RECEIVERS").filter("true"::equals).isPresent();
  }

  /** Reads a URL; refused with the words for what is wrong. It asks no resolver. */
  public Result<TargetUrl, String> parse(String text) {
    return TargetUrl.parse(text, loopback);
  }

  /**
   * The addresses of a URL's host, all of which may be connected to.
   *
   * @param longest how long the resolver may take
   */
  public Result<List<InetAddress>, Reply.Why> addresses(TargetUrl url, Duration longest) {
    // A resolver cannot be told to hurry, so it is left behind.
    FutureTask<List<InetAddress>> asked = new FutureTask<>(() -> resolver.resolve(url.host()));
    Thread.ofVirtual().name("resolve").start(asked);
    try {
      List<InetAddress> found = asked.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return found.isEmpty()
          ? Result.refused(Reply.Why.HOST_UNKNOWN)
          : found.stream().allMatch(this::isAllowed)
              ? Result.done(List.copyOf(found))
              : Result.refused(Reply.Why.ADDRESS_REFUSED);
    } catch (TimeoutException e) {
      return Result.refused(Reply.Why.TIMED_OUT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        return Result.refused(Reply.Why.HOST_UNKNOWN);
      }
      throw new IllegalStateException("the resolver failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Result.refused(Reply.Why.TIMED_OUT);
    }
  }

  private boolean isAllowed(InetAddress address) {
    return PublicAddresses.contain(address) || (loopback && address.isLoopbackAddress());
  }
}

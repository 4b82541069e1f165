package io.marcado.local;

import io.marcado.local.gateway.TenantRouting;
import io.marcado.local.http.HttpServer;
import io.marcado.local.storage.Storage;
import io.marcado.local.template.ProjectRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a local stack starts.
 *
 * @param host the address of the interface that the gateway listens on; all other parts listen on
 *     the loopback interface only
 * @param port of the gateway; 0 = any free one
 * @param storage where everything is kept
 * @param root the folder of template.yaml and openapi.yaml
 * @param variables go before those of every function
 * @param clock what the local clock starts from
 * @param routing how businesses that sign up get their address
 * @param slack how many times as long as in production a function may take, so that tests do not
 *     depend on how fast a machine is
 * @param retry whole seconds; a message that a function could not deal with comes again after that
 *     times its receives
 * @param deployedLimits true for the limits of template.yaml, false for generous ones
 */
public record Options(
    String host,
    int port,
    Storage storage,
    Path root,
    Map<String, String> variables,
    InstantSource clock,
    TenantRouting routing,
    int slack,
    Duration retry,
    boolean deployedLimits) {

  /**
   * On AWS a message waits for its queue's whole visibility timeout, minutes that a developer would
   * sit through; still, all tries together last longer than a lease that a killed consumer may have
   * left.
   */
  private static final Duration RETRY = Duration.ofSeconds(15);

  public Options {
    variables = Map.copyOf(variables);
  }

  /** For tests: a free port, in memory, the project's own documents. */
  public static Options inMemory() {
    return new Options(
        HttpServer.LOOPBACK,
        0,
        Storage.inMemory(),
        ProjectRoot.find(),
        Map.of(),
        InstantSource.system(),
        TenantRouting.STAGE,
        10,
        RETRY,
        false);
  }

  /** On disk under the project's {@code .marcado/}. */
  public static Options onDisk(int port, Path root) {
    return new Options(
        HttpServer.LOOPBACK,
        port,
        Storage.inFolder(root.resolve(".marcado")),
        root,
        Map.of(),
        InstantSource.system(),
        TenantRouting.STAGE,
        1,
        RETRY,
        false);
  }

  public Options withHost(String host) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withPort(int port) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withStorage(Storage storage) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withRoot(Path root) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withRouting(TenantRouting routing) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withClock(InstantSource clock) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withSlack(int slack) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  public Options withVariable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new Options(
        host, port, storage, root, more, clock, routing, slack, retry, deployedLimits);
  }

  public Options withRetry(Duration retry) {
    return new Options(
        host, port, storage, root, variables, clock, routing, slack, retry, deployedLimits);
  }

  /** With the limits of template.yaml. */
  public Options withDeployedLimits() {
    return new Options(host, port, storage, root, variables, clock, routing, slack, retry, true);
  }
}

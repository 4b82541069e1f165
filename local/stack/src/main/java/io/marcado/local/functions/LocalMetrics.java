package io.marcado.local.functions;

import software.amazon.cloudwatchlogs.emf.config.Configuration;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;

/** Where the metrics go that functions write. */
public final class LocalMetrics {
  private LocalMetrics() {}

  /**
   * To standard output, as on Lambda. Without Lambda's environment variables the library would look
   * for a CloudWatch agent on this machine, at every request.
   */
  public static void toStandardOutput() {
    Configuration configuration = EnvironmentConfigurationProvider.getConfig();
    configuration.setEnvironmentOverride(Environments.Local);
    configuration.setServiceName("marcado");
    configuration.setServiceType("local");
  }
}

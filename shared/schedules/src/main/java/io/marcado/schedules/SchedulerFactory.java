package io.marcado.schedules;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

@Factory
final class SchedulerFactory {

  @Singleton
  SchedulerClient scheduler(SdkClients clients) {
    return clients.build("SCHEDULER", SchedulerClient.builder());
  }
}

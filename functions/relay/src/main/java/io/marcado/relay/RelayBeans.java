package io.marcado.relay;

import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.events.EventSource;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** The relay and its client of the event bus. */
@Factory
final class RelayBeans {
  @Singleton
  EventBridgeClient eventBridge(SdkClients clients) {
    return clients.build("EVENTBRIDGE", EventBridgeClient.builder());
  }

  @Singleton
  EventRelay relay(EventBridgeClient bus, Variables variables, List<EventSource> sources) {
    return new EventRelay(bus, variables.read(reader -> reader.text("EVENT_BUS_NAME")), sources);
  }
}

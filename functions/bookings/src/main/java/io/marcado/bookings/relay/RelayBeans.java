package io.marcado.bookings.relay;

import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * The relay and its client of the event bus, made when the relay's function first asks for them.
 */
@Factory
final class RelayBeans {
  @Singleton
  EventBridgeClient eventBridge(SdkClients clients) {
    return clients.build("EVENTBRIDGE", EventBridgeClient.builder());
  }

  @Singleton
  BookingRelay relay(EventBridgeClient bus, Variables variables) {
    return new BookingRelay(bus, variables.read(reader -> reader.text("EVENT_BUS_NAME")));
  }
}

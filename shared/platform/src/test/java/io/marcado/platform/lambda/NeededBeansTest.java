package io.marcado.platform.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.bookings.SeenClients;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.HttpKernel;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeededBeansTest {
  private static final List<Class<?>> PRESENT = List.of(FunctionHost.class, Variables.class);

  private final NeededBeans needed = new NeededBeans(NeededBeansTest.class.getClassLoader());

  @Test
  void shouldFindWhatABeanIsMadeOfAndNothingElse() {
    List<String> found =
        needed.of(List.of(HttpKernel.class), PRESENT).orElseThrow().stream()
            .map(BeanDefinitionReference::getName)
            .toList();

    assertThat(found)
        .contains(HttpKernel.class.getName(), SettingsReader.class.getName(), Table.class.getName())
        .doesNotContain(UpcomingBookings.class.getName());
  }

  @Test
  void shouldTellNothingOfAnInterfaceSinceAnyBeanMayBeOne() {
    assertThat(needed.of(List.of(SeenClients.class), PRESENT)).isEmpty();
  }
}

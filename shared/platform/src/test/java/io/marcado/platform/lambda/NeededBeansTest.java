package io.marcado.platform.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.bookings.SeenClients;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.HttpKernel;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  @Test
  void shouldFindTheBeanThatAFileNamesForAnInterface() {
    ClassLoader naming =
        new ClassLoader(NeededBeansTest.class.getClassLoader()) {
          @Override
          public @Nullable InputStream getResourceAsStream(String name) {
            return name.equals("META-INF/services/" + SeenClients.class.getName())
                ? new ByteArrayInputStream(
                    (SettingsReader.class.getName() + "\n").getBytes(StandardCharsets.UTF_8))
                : super.getResourceAsStream(name);
          }
        };

    assertThat(new NeededBeans(naming).of(List.of(UpcomingBookings.class), PRESENT).orElseThrow())
        .extracting(BeanDefinitionReference::getName)
        .contains(UpcomingBookings.class.getName(), SettingsReader.class.getName())
        .doesNotContain(HttpKernel.class.getName());
  }
}

package io.marcado.platform.lambda;

import io.micronaut.core.convert.TypeConverterRegistrar;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells the framework that there are no converters of properties, so that it does not search the
 * jar for some: no bean takes a property.
 */
public final class NoConverters
    implements StaticOptimizations.Loader<SoftServiceLoader.Optimizations> {

  @Override
  public SoftServiceLoader.Optimizations load() {
    SoftServiceLoader.StaticServiceLoader<TypeConverterRegistrar> none = _ -> Stream.empty();
    return new SoftServiceLoader.Optimizations(
        Map.of(TypeConverterRegistrar.class.getName(), none));
  }
}

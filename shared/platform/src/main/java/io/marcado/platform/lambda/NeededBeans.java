package io.marcado.platform.lambda;

import io.micronaut.context.event.ApplicationEventPublisherFactory;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.provider.BeanProviderDefinition;
import io.micronaut.inject.provider.JakartaProviderBeanDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/**
 * The definitions of the beans that a function needs, out of all that its jar has. The framework
 * reads them all, and each is two classes to load: itself and its bean's.
 */
@SuppressWarnings("rawtypes") // As the framework has its references.
final class NeededBeans {
  private static final String DEFINITIONS =
      "META-INF/micronaut/" + BeanDefinitionReference.class.getName() + "/";
  private static final String PLATFORM = PlatformBeans.class.getPackageName() + ".$PlatformBeans$";

  private final ClassLoader loader;

  NeededBeans(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The definitions of beans, and of all that these are made of. They are found by their names and
   * among what the platform's factory makes. Anything else, such as an interface, may be any bean:
   * then there is no telling, and the answer is empty.
   *
   * @param present what is there without a definition
   */
  Optional<List<BeanDefinitionReference>> of(List<Class<?>> wanted, List<Class<?>> present) {
    Set<String> names = names();
    List<BeanDefinitionReference> made =
        names.stream().filter(name -> name.startsWith(PLATFORM)).map(this::reference).toList();
    Map<Class<?>, BeanDefinitionReference> named = new LinkedHashMap<>();
    Set<Class<?>> seen = new HashSet<>(present);
    Deque<Class<?>> open = new ArrayDeque<>(wanted);
    made.forEach(reference -> open.addAll(parts(reference)));
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      String name = "%s.$%s$Definition".formatted(type.getPackageName(), type.getSimpleName());
      if (!seen.add(type)) {
        continue;
      }
      if (names.contains(name)) {
        BeanDefinitionReference reference = reference(name);
        named.put(type, reference);
        open.addAll(parts(reference));
      } else if (made.stream().noneMatch(one -> type.isAssignableFrom(one.getBeanType()))) {
        return Optional.empty();
      }
    }
    List<BeanDefinitionReference> all = new ArrayList<>(made);
    all.addAll(named.values());
    all.add(new JakartaProviderBeanDefinition());
    all.add(new BeanProviderDefinition());
    all.add(new ApplicationEventPublisherFactory<>());
    return Optional.of(all);
  }

  private static Collection<Class<?>> parts(BeanDefinitionReference reference) {
    BeanDefinition<?> definition = reference.load();
    Collection<Class<?>> parts = new ArrayList<>(definition.getRequiredComponents());
    definition.getInjectedFields().forEach(field -> parts.add(field.getType()));
    return parts;
  }

  private BeanDefinitionReference reference(String name) {
    try {
      return (BeanDefinitionReference)
          loader.loadClass(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** The framework would make a file system of the jar to list it. */
  private Set<String> names() {
    Set<String> names = new HashSet<>();
    try {
      for (URL folder : Collections.list(loader.getResources(DEFINITIONS))) {
        if (folder.openConnection() instanceof JarURLConnection jar) {
          for (JarEntry entry : Collections.list(jar.getJarFile().entries())) {
            if (entry.getName().startsWith(DEFINITIONS)) {
              names.add(entry.getName().substring(DEFINITIONS.length()));
            }
          }
        } else {
          try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return names;
  }
}

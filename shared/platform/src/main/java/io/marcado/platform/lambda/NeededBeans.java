package io.marcado.platform.lambda;

import io.micronaut.context.event.ApplicationEventPublisherFactory;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.provider.BeanProviderDefinition;
import io.micronaut.inject.provider.JakartaProviderBeanDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of the beans that a function needs, out of all that its jar has. The framework
 * reads them all, and each is two classes to load: itself and its bean's.
 */
@SuppressWarnings("rawtypes") // As the framework has its references.
final class NeededBeans {
  private static final String DEFINITIONS =
      "META-INF/micronaut/" + BeanDefinitionReference.class.getName() + "/";
  private static final String PLATFORM = PlatformBeans.class.getPackageName() + ".$PlatformBeans$";

  /** A factory's class, and the method of it that makes the bean. */
  private static final Pattern MADE = Pattern.compile("\\.\\$\\w+\\$\\w+\\d\\$Definition$");

  private final ClassLoader loader;

  NeededBeans(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The definitions of beans, and of all that these are made of. A class is found by the name of
   * its definition; what a factory makes, among the definitions of factories; and an interface by
   * the name that its file in {@code META-INF/services} has. Anything else may be any bean: then
   * there is no telling, and the answer is empty.
   *
   * @param present what is there without a definition
   */
  Optional<List<BeanDefinitionReference>> of(List<Class<?>> wanted, List<Class<?>> present) {
    Set<String> names = names();
    List<BeanDefinitionReference> made = made(names, name -> name.startsWith(PLATFORM));
    Set<BeanDefinitionReference> found = new LinkedHashSet<>(made);
    Set<Class<?>> seen = new HashSet<>(present);
    Set<Class<?>> optional = new HashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(wanted);
    made.forEach(reference -> open.addAll(parts(reference, optional)));
    @Nullable List<BeanDefinitionReference> others = null;
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      if (!seen.add(type)) {
        continue;
      }
      String name = "%s.$%s$Definition".formatted(type.getPackageName(), type.getSimpleName());
      Optional<BeanDefinitionReference> one =
          names.contains(name) ? Optional.of(reference(name)) : making(type, made);
      Optional<Class<?>> named = one.isPresent() ? Optional.empty() : implementation(type);
      if (one.isEmpty() && named.isEmpty()) {
        // Few functions need one, and each is a class to load.
        others = others == null ? made(names, each -> !each.startsWith(PLATFORM)) : others;
        one = making(type, others);
      }
      if (one.isEmpty() && named.isEmpty() && !optional.contains(type)) {
        return Optional.empty();
      }
      named.ifPresent(open::push);
      one.filter(found::add).ifPresent(reference -> open.addAll(parts(reference, optional)));
    }
    List<BeanDefinitionReference> all = new ArrayList<>(found);
    all.add(new JakartaProviderBeanDefinition());
    all.add(new BeanProviderDefinition());
    all.add(new ApplicationEventPublisherFactory<>());
    return Optional.of(all);
  }

  /** The beans that factories make. */
  private List<BeanDefinitionReference> made(Set<String> names, Predicate<String> wanted) {
    return names.stream()
        .filter(name -> MADE.matcher(name).find() && wanted.test(name))
        .map(this::reference)
        .toList();
  }

  private static Optional<BeanDefinitionReference> making(
      Class<?> type, List<BeanDefinitionReference> made) {
    return made.stream()
        .filter(reference -> type.isAssignableFrom(reference.getBeanType()))
        .findFirst();
  }

  private Optional<Class<?>> implementation(Class<?> type) {
    try (InputStream file = loader.getResourceAsStream("META-INF/services/" + type.getName())) {
      return file == null
          ? Optional.empty()
          : Optional.of(
              loader.loadClass(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  /**
   * @param optional gets those that may be missing
   */
  private static Collection<Class<?>> parts(
      BeanDefinitionReference reference, Set<Class<?>> optional) {
    BeanDefinition<?> definition = reference.load();
    Collection<Class<?>> parts = new ArrayList<>(definition.getRequiredComponents());
    if (parts.remove(Optional.class)) {
      for (Argument<?> argument : definition.getConstructor().getArguments()) {
        if (argument.isOptional()) {
          optional.add(argument.getWrappedType().getType());
        }
      }
      parts.addAll(optional);
    }
    definition.getInjectedFields().forEach(field -> parts.add(field.getType()));
    definition.getDeclaringType().ifPresent(parts::add);
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

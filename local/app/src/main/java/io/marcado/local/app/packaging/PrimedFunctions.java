package io.marcado.local.app.packaging;

import io.marcado.platform.lambda.FunctionHost;
import io.marcado.platform.lambda.Priming;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Makes functions one after the other and primes each; their log says how that went. */
final class PrimedFunctions {
  private PrimedFunctions() {}

  /** Reads handlers with their variables from standard input. */
  public static void main(String... none) throws IOException, ReflectiveOperationException {
    Properties declared = new Properties();
    declared.load(System.in);
    Map<String, Map<String, String>> functions = new TreeMap<>();
    for (String name : declared.stringPropertyNames()) {
      String[] parts = name.split(" ", 2);
      functions
          .computeIfAbsent(parts[0], _ -> new TreeMap<>())
          .put(parts[1], declared.getProperty(name));
    }
    for (Map.Entry<String, Map<String, String>> function : functions.entrySet()) {
      FunctionHost host = new FunctionHost(function.getValue(), InstantSource.system());
      Class<?> handler = Class.forName(function.getKey());
      prime(
          ScopedValue.where(FunctionHost.CURRENT, host)
              .call(() -> handler.getDeclaredConstructor().newInstance()));
    }
    System.exit(0);
  }

  /** Runs what the function has registered for the time before a checkpoint. */
  private static void prime(Object function) throws IllegalAccessException {
    for (Class<?> type = function.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == Priming.class) {
          field.setAccessible(true);
          ((Priming) field.get(function)).run();
        }
      }
    }
  }
}

package io.marcado.bench.jars;

import io.marcado.local.template.FunctionDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The jar that Lambda runs a capability from, as {@code ./marcado package} makes it.
 *
 * @param capability the folder under functions/
 */
public record LambdaJar(String capability, Path file) {

  /**
   * A capability's jar.
   *
   * @throws IllegalStateException when it was not packaged
   */
  public static LambdaJar of(Path root, String capability) {
    return in(root.resolve("functions"), capability);
  }

  /** The jar of the bare handlers. */
  public static LambdaJar bare(Path root) {
    return in(root.resolve("bench"), "bare");
  }

  private static LambdaJar in(Path folder, String name) {
    Path file = folder.resolve("%1$s/target/marcado-%1$s-lambda.jar".formatted(name));
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: ./marcado package makes it");
    }
    return new LambdaJar(name, file);
  }

  /** The jar of the capability that a function belongs to. */
  public static LambdaJar of(Path root, FunctionDeclaration function) {
    return of(root, function.handlerClass().split("\\.")[2]);
  }
}

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
    Path file = root.resolve("functions/%1$s/target/marcado-%1$s-lambda.jar".formatted(capability));
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: ./marcado package makes it");
    }
    return new LambdaJar(capability, file);
  }

  /** The jar of the capability that a function belongs to. */
  public static LambdaJar of(Path root, FunctionDeclaration function) {
    return of(root, function.handlerClass().split("\\.")[2]);
  }
}

package io.marcado.local.template;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the folder that holds template.yaml and openapi.yaml. */
public final class ProjectRoot {
  private ProjectRoot() {}

  /**
   * The nearest folder with a template.yaml, upwards from the system property {@code marcado.root},
   * or from the working directory when that is not set.
   *
   * @throws IllegalStateException when no folder upwards has one
   */
  public static Path find() {
    Path start =
        Path.of(System.getProperty("marcado.root", System.getProperty("user.dir")))
            .toAbsolutePath();
    for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("template.yaml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("No template.yaml in " + start + " or above it");
  }
}

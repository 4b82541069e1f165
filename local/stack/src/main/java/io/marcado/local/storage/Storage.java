package io.marcado.local.storage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a local stack keeps its data.
 *
 * @param folder absent = in memory, gone with the JVM
 */
public record Storage(Optional<Path> folder) {

  public static Storage inMemory() {
    return new Storage(Optional.empty());
  }

  public static Storage inFolder(Path folder) {
    return new Storage(Optional.of(folder.toAbsolutePath()));
  }

  /** The documents of one local service. */
  public Documents documents(String name) {
    return folder
        .map(path -> Documents.inFolder(path.resolve(name)))
        .orElseGet(Documents::inMemory);
  }
}

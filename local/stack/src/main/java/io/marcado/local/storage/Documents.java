package io.marcado.local.storage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Small texts by name. What {@link #put} has returned from is there after a kill.
 *
 * <p>Safe for use by several threads.
 */
public interface Documents {

  /** Adds or replaces. */
  void put(String name, String text);

  /** Does nothing when there is no such document. */
  void delete(String name);

  Optional<String> get(String name);

  /** All of them, ordered by name. */
  SortedMap<String, String> all();

  /** One file each; the folder is made when it is not there. */
  static Documents inFolder(Path folder) {
    return new FolderDocuments(folder);
  }

  static Documents inMemory() {
    return new MemoryDocuments();
  }
}

package io.marcado.local.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * Takes the folder for one stack until it is closed or its JVM ends.
   *
   * @throws FolderInUseException when another stack has it
   */
  public AutoCloseable take() {
    if (folder.isEmpty()) {
      return () -> {};
    }
    Path file = folder.get().resolve("lock");
    try {
      Files.createDirectories(folder.get());
      onlyForItsOwner(folder.get());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException _) {
        // Another stack of this JVM has it: the same answer.
      }
      if (lock == null) {
        channel.close();
        throw new FolderInUseException(folder.get());
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a stack runs on the folder now. */
  public boolean isInUse() {
    try (AutoCloseable _ = take()) {
      return false;
    } catch (FolderInUseException _) {
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The documents of one local service. */
  public Documents documents(String name) {
    return folder
        .map(path -> Documents.inFolder(path.resolve(name)))
        .orElseGet(Documents::inMemory);
  }

  /** The signing key and codes that were sent lie in it. */
  private static void onlyForItsOwner(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}

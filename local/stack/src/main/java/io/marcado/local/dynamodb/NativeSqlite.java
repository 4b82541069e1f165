package io.marcado.local.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The SQLite library that DynamoDB Local stands on, unpacked where sqlite4java can load it. */
final class NativeSqlite {
  private static final List<String> LIBRARIES =
      List.of(
          "libsqlite4java-linux-amd64.so",
          "libsqlite4java-linux-i386.so",
          "libsqlite4java-osx.dylib",
          "sqlite4java-win32-x64.dll",
          "sqlite4java-win32-x86.dll");

  private static boolean unpacked;

  private NativeSqlite() {}

  /** Once per JVM, before the first use of SQLite. */
  static synchronized void unpack() {
    if (unpacked) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("marcado-sqlite");
      for (String library : LIBRARIES) {
        try (InputStream packed = NativeSqlite.class.getResourceAsStream("native/" + library)) {
          if (packed != null) {
            Files.copy(packed, folder.resolve(library));
          }
        }
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      System.setProperty("sqlite4java.library.path", folder.toString());
      unpacked = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // The system's temporary folder is cleaned by the system; nothing depends on it.
    }
  }
}

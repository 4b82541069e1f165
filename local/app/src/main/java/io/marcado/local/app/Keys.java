package io.marcado.local.app;

import io.marcado.local.clock.LocalClock;
import io.marcado.local.keys.KeyRing;
import io.marcado.local.keys.SigningKeys;
import io.marcado.local.keys.VerificationKeys;
import io.marcado.local.storage.FolderInUseException;
import io.marcado.local.storage.Storage;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code keys}: makes keys that sign tokens, the first one and those of a rotation. The private
 * half is the value of the signing secret, the public ones are that of the verification keys'
 * parameter; docs/deploy.md and docs/operations.md say where they go and when.
 *
 * <ul>
 *   <li>{@code keys [--out folder]}: a first key.
 *   <li>{@code keys --beside verification-keys.json [--out folder]}: a new key for a deployment
 *       that has one, with the public sets of the rotation's first and last step.
 *   <li>{@code keys --local}: rotates the key of the local stack.
 * </ul>
 */
final class Keys {
  private static final String USAGE =
      "keys [--out folder] | keys --beside verification-keys.json [--out folder] | keys --local";
  private static final String SECRET = "signing-key.json";

  private Keys() {}

  private record Arguments(Optional<Path> out, Optional<Path> beside, boolean local) {}

  static int run(List<String> given, PrintStream terminal) throws IOException {
    Arguments arguments = read(given);
    if (arguments.local()) {
      rotateLocally(Storage.inFolder(ProjectRoot.find().resolve(".marcado")), terminal);
      return 0;
    }
    SigningKeys fresh = SigningKeys.generate();
    Map<String, String> files = new LinkedHashMap<>();
    files.put(SECRET, fresh.privateJwk());
    if (arguments.beside().isPresent()) {
      files.put("verification-keys.json", present(arguments.beside().get()).with(fresh).jwks());
      files.put("verification-keys-after.json", fresh.publicJwks());
    } else {
      files.put("verification-keys.json", fresh.publicJwks());
    }
    if (arguments.out().isPresent()) {
      write(arguments.out().get(), files, terminal);
    } else {
      files.values().forEach(terminal::println);
    }
    return 0;
  }

  /**
   * Makes a new key sign from the next start on. Tokens of the present one stay good until they
   * expire, so that everybody stays signed in.
   *
   * @throws UsageException while a stack runs, which would go on with the keys it has
   */
  static void rotateLocally(Storage storage, PrintStream terminal) {
    try (AutoCloseable _ = storage.take()) {
      LocalClock clock = new LocalClock(InstantSource.system(), storage.documents("clock"));
      SigningKeys fresh = new KeyRing(storage.documents("keys")).rotate(clock.instant());
      terminal.println("From the next start on " + fresh.keyId() + " signs");
    } catch (FolderInUseException _) {
      throw new UsageException("a stack is running on these keys; stop it first");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static VerificationKeys present(Path file) throws IOException {
    try {
      return new VerificationKeys(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  private static void write(Path folder, Map<String, String> files, PrintStream terminal)
      throws IOException {
    Files.createDirectories(folder);
    for (String name : files.keySet()) {
      if (Files.exists(folder.resolve(name))) {
        throw new UsageException(
            folder.resolve(name) + " is there already, and a lost key logs everybody out");
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = Files.createFile(folder.resolve(file.getKey()));
      boolean secret = file.getKey().equals(SECRET);
      if (secret && Files.getFileStore(path).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(path, file.getValue());
      terminal.println(path + (secret ? " is the secret" : " is for everybody"));
    }
  }

  private static Arguments read(List<String> given) {
    Optional<Path> out = Optional.empty();
    Optional<Path> beside = Optional.empty();
    boolean local = false;
    Iterator<String> rest = given.iterator();
    while (rest.hasNext()) {
      switch (rest.next()) {
        case "--out" -> out = Optional.of(path(rest));
        case "--beside" -> beside = Optional.of(path(rest));
        case "--local" -> local = true;
        default -> throw new UsageException(USAGE);
      }
    }
    if (local && given.size() > 1) {
      throw new UsageException(USAGE);
    }
    return new Arguments(out, beside, local);
  }

  private static Path path(Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(USAGE);
    }
    return Path.of(rest.next());
  }
}

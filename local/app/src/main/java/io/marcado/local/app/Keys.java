package io.marcado.local.app;

import io.marcado.local.keys.SigningKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * {@code keys [--out folder]}: makes a key for signing tokens. The private half is the value of the
 * signing secret, the public one that of the verification keys' parameter; docs/deploy.md says
 * where they go.
 */
final class Keys {
  private Keys() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    SigningKeys keys = SigningKeys.generate();
    if (arguments.isEmpty()) {
      terminal.println(keys.privateJwk());
      terminal.println(keys.publicJwks());
      return 0;
    }
    if (arguments.size() != 2 || !arguments.getFirst().equals("--out")) {
      throw new UsageException("keys [--out folder]");
    }
    Path folder = Path.of(arguments.getLast());
    Files.createDirectories(folder);
    Path secret = folder.resolve("signing-key.json");
    Path known = folder.resolve("verification-keys.json");
    if (Files.exists(secret)) {
      throw new UsageException(secret + " is there already, and a lost key logs everybody out");
    }
    Files.createFile(secret);
    if (Files.getFileStore(secret).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(secret, keys.privateJwk());
    Files.writeString(known, keys.publicJwks());
    terminal.println(secret + " is the secret, " + known + " is for everybody");
    return 0;
  }
}

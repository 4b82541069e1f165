package io.marcado.local.app;

import io.marcado.local.app.generate.GeneratedFiles;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code generate}: writes what follows from the contract, and names the files that changed. */
final class GenerateCommand {
  private GenerateCommand() {}

  static int run(PrintStream terminal) throws IOException {
    Path root = ProjectRoot.find();
    for (Map.Entry<String, String> file : GeneratedFiles.outOfDate(root).entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      terminal.println("Wrote " + file.getKey());
    }
    return 0;
  }
}

package io.marcado.local.storage;

import java.nio.file.Path;

/** Another stack runs on the folder. */
public final class FolderInUseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder) {
    super(folder + " is in use by another marcado; stop it, or start with --memory");
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}

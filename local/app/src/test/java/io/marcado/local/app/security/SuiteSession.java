package io.marcado.local.app.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares this JVM for its tests: keeps their secrets for the log canary, and waits long for what
 * is awaited.
 */
public final class SuiteSession implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    // Awaited results come at once, but not on a machine that has much else to do.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    String log = System.getProperty("marcado.log");
    if (log == null) {
      return;
    }
    try {
      LogCanary.keep(Path.of(log), Secrets.seen());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

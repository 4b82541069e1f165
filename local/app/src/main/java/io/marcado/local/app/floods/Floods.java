package io.marcado.local.app.floods;

import java.io.IOException;
import java.util.List;

/** All floods, one after the other on one stack. */
public final class Floods {
  /** Sign-ups come first, so all later businesses need a proof. The last one moves the clock. */
  private static final List<Flood> ALL =
      List.of(
          new SignUpFlood(),
          new ClientFlood(),
          new VisitorFlood(),
          new SilencedPhone(),
          new Phishing(),
          new OneVictim(),
          new LoginFlood(),
          new LockOut());

  private Floods() {}

  /**
   * Takes two to three minutes. Attackers come from many addresses that begin with 127, which all
   * are this machine on Linux.
   */
  public static Report run() throws IOException {
    return run(ALL);
  }

  static Report run(List<Flood> floods) throws IOException {
    Report report = new Report();
    try (Town town = Town.open()) {
      for (Flood flood : floods) {
        flood.run(town, report);
      }
    }
    return report;
  }
}

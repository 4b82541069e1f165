package io.marcado.identity.accounts.authenticators;

import java.util.List;

/** Recovery codes as the API shows them, once. */
public record RecoveryCodeList(List<String> recoveryCodes) {

  /** Hides the codes. */
  @Override
  public String toString() {
    return "RecoveryCodeList";
  }
}

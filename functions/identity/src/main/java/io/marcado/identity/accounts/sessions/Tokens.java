package io.marcado.identity.accounts.sessions;

/**
 * The tokens of a session, as the API shows them.
 *
 * @param expiresInSeconds life of the access token
 */
public record Tokens(
    String accessToken, String refreshToken, String tokenType, long expiresInSeconds) {

  /** Hides the tokens. */
  @Override
  public String toString() {
    return "Tokens";
  }
}

package io.marcado.identity.accounts.sessions;

/**
 * What somebody who is signed in holds, as the API shows it.
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

package io.marcado.platform.auth;

/**
 * The claims of a valid access token.
 *
 * @param tenant the tenant it was issued for
 * @param userId the person
 * @param sessionId the session, so that ending the session ends the token
 * @param userVersion must equal the person's, so that a password change ends all tokens
 */
public record TokenClaims(String tenant, String userId, String sessionId, long userVersion) {
  /** The {@code aud} of every access token. */
  public static final String AUDIENCE = "marcado";

  /** The {@code typ} header of every access token (RFC 9068). */
  public static final String TYPE = "at+jwt";

  /** Claim with the tenant id. */
  public static final String TENANT = "tid";

  /** Claim with the session id. */
  public static final String SESSION = "sid";

  /** Claim with the user version. */
  public static final String USER_VERSION = "uv";
}

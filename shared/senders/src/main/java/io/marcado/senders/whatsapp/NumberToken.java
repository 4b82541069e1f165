package io.marcado.senders.whatsapp;

import io.marcado.domain.TenantId;

/**
 * What the secret of a business holds: its token, and the number for which it is. So no token is
 * used for another number while a business changes both.
 */
public record NumberToken(String phoneNumberId, String accessToken) {

  /**
   * The name of the secret of a business.
   *
   * @param folder what the names of all of them begin with
   */
  public static String secretId(String folder, TenantId business) {
    return folder + "/" + business.value();
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "NumberToken";
  }
}

package io.marcado.senders.whatsapp;

import java.util.Set;

/** Asks Meta about a number that a business wants to link. */
public interface WhatsAppNumbers {

  /** What a business gives of its number. */
  record Given(String phoneNumberId, String businessAccountId, String accessToken) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Given " + phoneNumberId;
    }
  }

  /**
   * Looks the number up with its token, and subscribes the app of the token to what happens to the
   * account's numbers.
   *
   * @throws WhatsAppUnavailableException when Meta gives no answer, or none that tells
   */
  Checked check(Given given);

  /** What Meta says. */
  sealed interface Checked {
    /**
     * The number is there.
     *
     * @param digits of the number in international form, without {@code +}
     * @param verifiedName as clients see it; empty when Meta tells none
     */
    record Known(String digits, String verifiedName) implements Checked {}

    /** Meta knows no such thing, or the token does not reach it. */
    record Refused(Set<Part> parts) implements Checked {
      public Refused {
        parts = Set.copyOf(parts);
      }
    }
  }

  /** What may be wrong. */
  enum Part {
    TOKEN,
    NUMBER,
    ACCOUNT
  }
}

package io.marcado.messaging.sending;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;

/**
 * The most messages that one phone gets in an hour, of all kinds and from all businesses, but for
 * notices about its holder's accounts. All kinds share one counter, and each {@link Cause} may fill
 * it up to its own number. So whatever strangers and businesses cause, codes for the phone's holder
 * still arrive.
 */
@Singleton
public final class PhoneCeiling {
  private final RateLimiter limiter;
  private final Table table;
  private final Limits limits;

  public PhoneCeiling(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.limits = limits;
  }

  /** Who causes a message, each with a higher number than the one before. */
  public enum Cause {
    /** Anybody: by a booking, or a code without proof of the phone. */
    ANYBODY(LimitPolicy.SMS_TO_PHONE_BY_ANYBODY),
    /**
     * A business with the plan FREE, by the few messages about bookings that each one has for a
     * phone, where that was never proved: anybody may have many such businesses.
     */
    FREE_BUSINESS(LimitPolicy.SMS_TO_PHONE_BY_FREE_BUSINESSES),
    /** Another business, or one where the phone was proved, by the same few messages. */
    BUSINESS(LimitPolicy.SMS_TO_PHONE_BY_BUSINESSES),
    /**
     * What became of a booking, for a client who has proved the phone, and the team's notices: no
     * stranger causes it.
     */
    CHANGE(LimitPolicy.SMS_TO_PHONE_BY_CHANGES),
    /** Somebody with proof of the phone, who asks for a code, or gets a digest. */
    HOLDER(LimitPolicy.SMS_TO_PHONE);

    private final LimitPolicy row;

    Cause(LimitPolicy row) {
      this.row = row;
    }

    /** The row with its number. */
    public LimitPolicy row() {
      return row;
    }
  }

  /**
   * The count of a message, to be made once it may go out. What else counts for the phone can be
   * counted with it.
   */
  public Tally prepare(PhoneNumber phone, Cause cause) {
    Limit all = limits.of(LimitPolicy.SMS_TO_PHONE);
    return limiter
        .tallyOfPlatform(Tally.MESSAGES, phone.e164())
        .with(cause.row(), new Limit(all.name(), limits.most(cause.row()), all.window()));
  }

  /**
   * Counts a message before it is sent.
   *
   * @return false when the message must not go out; it throws when it cannot write the counter
   */
  public boolean allow(PhoneNumber phone, Cause cause) {
    return limiter.count(table.platform(), prepare(phone, cause)).isEmpty();
  }
}

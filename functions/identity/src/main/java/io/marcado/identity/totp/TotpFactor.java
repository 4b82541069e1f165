package io.marcado.identity.totp;

import io.marcado.domain.TenantId;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Checks codes of authenticator apps, and the recovery codes that stand in for them. Whoever asks
 * must have counted the try before: six digits are quickly guessed.
 */
@Singleton
public final class TotpFactor {
  private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

  private final TotpStore store;
  private final Sealer sealer;

  TotpFactor(TotpStore store, Sealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  /** A right code. */
  sealed interface Code {
    /** Of the app, at a step. */
    record OfStep(long step) implements Code {}

    /** One of those that stand in for the app. */
    record Recovery(String hash) implements Code {}
  }

  /** A right code, about to be used. */
  public static final class Use {
    private final ItemKey key;
    private final String totpId;
    private final Code code;

    private Use(ItemKey key, String totpId, Code code) {
      this.key = key;
      this.totpId = totpId;
      this.code = code;
    }

    /**
     * The write that uses it, for the transaction of what it proves; refused when it was used
     * meanwhile, which is answered as a wrong code.
     */
    public Write write() {
      return TotpStore.use(this);
    }

    /** The write that uses it and takes the app away. */
    public Write andRemove() {
      return TotpStore.remove(this);
    }

    /** True when it is a recovery code. */
    public boolean byRecoveryCode() {
      return code instanceof Code.Recovery;
    }

    ItemKey key() {
      return key;
    }

    String totpId() {
      return totpId;
    }

    Code code() {
      return code;
    }
  }

  /** Reads six digits or a recovery code. */
  public static FieldReader<String> code() {
    return (value, pointer, faults) -> {
      String text = value.isTextual() ? value.textValue() : "";
      if (!SIX_DIGITS.matcher(text).matches() && !RecoveryCodes.isOne(text)) {
        faults.add(pointer, "must be six digits, or a recovery code");
        return null;
      }
      return text.toLowerCase(Locale.ROOT);
    };
  }

  /** The app of a person that codes are asked from, by one GetItem; empty for none. */
  public Optional<Totp> on(TenantId tenant, String userId) {
    return store.find(tenant, userId).filter(Totp::isOn);
  }

  /**
   * Checks a code of a person.
   *
   * @param totp the person's, on
   * @return empty for a wrong code, and for one that was used
   */
  public Optional<Use> check(TenantId tenant, String userId, Totp totp, String code, Instant now) {
    if (!totp.isOn()) {
      return Optional.empty();
    }
    ItemKey key = Totp.key(tenant, userId);
    if (RecoveryCodes.isOne(code)) {
      String hash = RecoveryCodes.hash(tenant, userId, code);
      return totp.recovery().contains(hash)
          ? Optional.of(new Use(key, totp.id(), new Code.Recovery(hash)))
          : Optional.empty();
    }
    OptionalLong step =
        sealer.open(tenant, userId, totp.id(), totp.sealed()).stepOf(code, now, totp.lastStep());
    return step.isPresent()
        ? Optional.of(new Use(key, totp.id(), new Code.OfStep(step.getAsLong())))
        : Optional.empty();
  }
}

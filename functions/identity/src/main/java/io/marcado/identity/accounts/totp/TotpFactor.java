package io.marcado.identity.accounts.totp;

import io.marcado.domain.Actor;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.identity.people.Account;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks codes of authenticator apps, and the recovery codes that stand in for them. The caller has
 * counted the try on a challenge before. This class counts wrong codes in a row over all
 * challenges: somebody who knows the password can ask for any number of challenges, and six digits
 * are quickly guessed.
 */
@Singleton
public final class TotpFactor {
  private final TotpStore store;
  private final Sealer sealer;
  private final SecurityEvents events;
  private final Notices notices;

  TotpFactor(TotpStore store, Sealer sealer, SecurityEvents events, Notices notices) {
    this.store = store;
    this.sealer = sealer;
    this.events = events;
    this.notices = notices;
  }

  /** A right code. */
  sealed interface Code {
    /** The app showed it at a step. */
    record OfStep(long step) implements Code {}

    /** It is a recovery code. */
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
     * The write that uses it, for the transaction that it allows. It is refused when somebody has
     * used the code meanwhile, which has the answer of a wrong code.
     */
    public Write write() {
      return TotpStore.use(this);
    }

    /** The write that uses it and takes the app away. */
    public Write andRemove() {
      return TotpStore.remove(this);
    }

    /** True when it is a recovery code. */
    boolean byRecoveryCode() {
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
    FieldReader<String> reader =
        (value, pointer, faults) -> {
          String text = value.isTextual() ? value.textValue() : "";
          if (!SixDigits.isOne(text) && !RecoveryCodes.isOne(text)) {
            faults.add(pointer, FaultCode.PATTERN, "must be six digits, or a recovery code");
            return null;
          }
          return text.toLowerCase(Locale.ROOT);
        };
    return reader.takes(
        new Schema(Map.of("type", "string"))
            .with("pattern", "^([0-9]{6}|([A-Za-z2-7]{4}-){5}[A-Za-z2-7]{4})$"));
  }

  /** The app of a person, when it is on. Costs one GetItem. */
  public Optional<Totp> on(TenantId tenant, PersonId personId) {
    return store.find(tenant, personId).filter(Totp::isOn);
  }

  /**
   * Checks a code of a person.
   *
   * @param account of the person; the role decides by which channels a notice goes
   * @param totp the person's app, on
   * @return empty for a wrong code, for a used one, and for all codes of the app after {@value
   *     TotpStore#MOST_GUESSES} wrong ones in a row. The person gets a notice then. Recovery codes
   *     stay good: with one the person can remove the app and set it up anew
   */
  public Optional<Use> check(
      TenantId tenant, Account account, Totp totp, String code, Instant now) {
    PersonId personId = account.person().id();
    if (!totp.isOn()) {
      return Optional.empty();
    }
    ItemKey key = Totp.key(tenant, personId);
    if (RecoveryCodes.isOne(code)) {
      String hash = RecoveryCodes.hash(tenant, personId, code);
      return totp.recovery().contains(hash)
          ? Optional.of(new Use(key, totp.id(), new Code.Recovery(hash)))
          : Optional.empty();
    }
    OptionalLong guesses = store.countGuess(tenant, key, totp.id());
    if (guesses.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong step =
        sealer.open(tenant, personId, totp.id(), totp.sealed()).stepOf(code, now, totp.lastStep());
    if (step.isPresent()) {
      return Optional.of(new Use(key, totp.id(), new Code.OfStep(step.getAsLong())));
    }
    if (guesses.getAsLong() == TotpStore.MOST_GUESSES) {
      List<Write> told = notices(tenant, account, AccountMessage.TOTP_LOCKED, now);
      if (!told.isEmpty()) {
        store.write(tenant, told);
      }
    }
    return Optional.empty();
  }

  /** The writes that record and tell the use of a recovery code; none for a code of the app. */
  public List<Write> told(Actor actor, Account account, Use use, Instant now) {
    if (!use.byRecoveryCode()) {
      return List.of();
    }
    TenantId tenant = actor.tenant();
    List<Write> writes =
        new ArrayList<>(notices(tenant, account, AccountMessage.RECOVERY_CODE_USED, now));
    writes.add(
        events.record(
            tenant,
            SecurityEvent.own(
                SecurityEvent.Type.RECOVERY_CODE_USED, account.person().id(), actor, now)));
    return List.copyOf(writes);
  }

  private List<Write> notices(
      TenantId tenant, Account account, AccountMessage message, Instant now) {
    return notices.writes(tenant, message, account.person(), account.role(), now);
  }
}

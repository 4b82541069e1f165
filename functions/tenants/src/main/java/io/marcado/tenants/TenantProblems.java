package io.marcado.tenants;

import io.marcado.domain.Fault;
import io.marcado.domain.Result;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.identity.published.PublishedProblems;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.tenants.settings.SettingsRefusal;
import io.marcado.tenants.signup.SignUpRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The problem that each refusal of this capability becomes. No other class makes problems. */
public final class TenantProblems {
  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofHours(1);
  private static final Duration UNTIL_STAGES_WORK = Duration.ofSeconds(2);

  private TenantProblems() {}

  /**
   * The business that was signed up.
   *
   * @throws Problem the one of the refusal
   */
  public static <T> T signedUpOrThrow(Result<T, SignUpRefusal> result) {
    return result.orElseThrow(TenantProblems::of);
  }

  /**
   * The challenge that was asked for.
   *
   * @throws Problem 429 beyond the limits
   */
  static <T> T askedOrThrow(Result<T, Duration> result) {
    return result.orElseThrow(Problem::tooManyRequests);
  }

  /**
   * The settings as they are now.
   *
   * @throws Problem the one of the refusal
   */
  public static <T> T settingsOrThrow(Result<T, SettingsRefusal> result) {
    return result.orElseThrow(TenantProblems::of);
  }

  /**
   * Goes on when there is no refusal.
   *
   * @throws Problem the one of the refusal
   */
  static void refuse(Optional<SettingsRefusal> refusal) {
    refusal.ifPresent(
        why -> {
          throw of(why);
        });
  }

  private static Problem of(SignUpRefusal refusal) {
    return switch (refusal) {
      case SignUpRefusal.SlugTaken _ ->
          new Problem(TenantProblem.SLUG_TAKEN, "Another business uses this slug.");
      case SignUpRefusal.KeyReused _ -> Problem.keyReused();
      case SignUpRefusal.TooOften(Duration retryAfter) -> Problem.tooManyRequests(retryAfter);
      case SignUpRefusal.NotProved(PhoneProofs.Refusal why) -> PublishedProblems.of(why);
      case SignUpRefusal.OwnsTooMany(int most) -> PublishedProblems.tooManyBusinesses(most);
      case SignUpRefusal.NoStage _ ->
          new Problem(
                  CommonProblem.UNAVAILABLE,
                  "Your business is signed up, but its address could not be made yet."
                      + " Send the same request again shortly.")
              .retryAfter(UNTIL_STAGES_WORK);
      case SignUpRefusal.NoRoom _ ->
          new Problem(
                  CommonProblem.UNAVAILABLE,
                  "There is no room for another business now. Try later.")
              .retryAfter(UNTIL_THERE_IS_ROOM);
      case SignUpRefusal.Busy _ -> Problem.unavailable();
    };
  }

  private static Problem of(SettingsRefusal refusal) {
    return switch (refusal) {
      case SettingsRefusal.Faulty(List<Fault> faults) -> Problem.invalid(faults);
      case SettingsRefusal.LeavesBookingsOutside(BookingsOutside outside) -> outside.problem();
      case SettingsRefusal.NoBusiness _ -> Problem.noSuchBusiness();
    };
  }
}

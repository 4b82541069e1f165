package io.marcado.identity.accounts.authenticators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.Role;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TestApp;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.ProblemCode;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticatorsTest {
  private static final Duration STEP = Duration.ofSeconds(TotpSetup.STEP_SECONDS);

  private final IdentityFixture fixture = new IdentityFixture();
  private final SignedInOwner owner = new SignedInOwner(fixture);
  private final Authenticators authenticators = fixture.bean(Authenticators.class);
  private final TotpFactor factor = fixture.bean(TotpFactor.class);
  private final PeopleStore people = fixture.bean(PeopleStore.class);
  private final TokenClaims session = owner.session();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void shouldSetUpAnAppByAProofAndItsFirstCode() {
    Authenticators.Started started = start();
    assertThat(started.uri().text())
        .isEqualTo(
            "otpauth://totp/Barbearia%20Demo:dora%40"
                + owner.tenant.value()
                + ".example.com?secret="
                + started.secret()
                + "&issuer=Barbearia%20Demo&algorithm=SHA1&digits=6&period=30");
    assertThat(factor.on(owner.tenant, owner.userId)).isEmpty();

    List<String> codes = confirm(app(started));

    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(factor.on(owner.tenant, owner.userId)).isPresent();
    assertThat(owner.events()).contains(SecurityEvent.Type.TOTP_ENABLED);
    assertThat(owner.emails()).singleElement().asString().contains("autenticador");
    assertThat(stored())
        .doesNotContain(started.secret())
        .doesNotContain(codes.getFirst())
        .contains("recovery");
  }

  @Test
  void shouldTurnNothingOnByAWrongFirstCodeAndEndTheSetupAfterFive() {
    TestApp app = app(start());
    String right = app.code(fixture.now());
    String wrong = right.equals("000000") ? "000001" : "000000";
    for (int i = 0; i < 5; i++) {
      assertProblem(
          IdentityProblem.INVALID_CODE, () -> authenticators.confirm(owner.call(session), wrong));
    }

    assertProblem(IdentityProblem.INVALID_CODE, () -> confirm(app));
    confirm(app(start()));
  }

  @Test
  void shouldForgetAnUnconfirmedAppAfterTenMinutes() {
    TestApp app = app(start());
    fixture.advance(TotpSetup.TIME_TO_CONFIRM);

    assertProblem(IdentityProblem.INVALID_CODE, () -> confirm(app));
  }

  @Test
  void shouldTakeNoCodeTwice() {
    TestApp app = app(start());
    String first = app.code(fixture.now());
    confirm(app);
    assertThat(check(first)).isEmpty();
    fixture.advance(STEP);

    TotpFactor.Use use = check(app.code(fixture.now())).orElseThrow();
    TotpFactor.Use meanwhile = check(app.code(fixture.now())).orElseThrow();
    assertThat(people.write(owner.tenant, List.of(use.write())))
        .isInstanceOf(Outcome.Written.class);
    assertThat(people.write(owner.tenant, List.of(meanwhile.write())))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(check(app.code(fixture.now()))).isEmpty();
    assertThat(check(first)).isEmpty();
  }

  @Test
  void shouldTakeARecoveryCodeOnce() {
    List<String> codes = confirm(app(start()));

    TotpFactor.Use use = check(codes.getFirst()).orElseThrow();
    TotpFactor.Use meanwhile = check(codes.getFirst().toUpperCase(Locale.ROOT)).orElseThrow();
    assertThat(people.write(owner.tenant, List.of(use.write())))
        .isInstanceOf(Outcome.Written.class);
    assertThat(people.write(owner.tenant, List.of(meanwhile.write())))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(check(codes.getFirst())).isEmpty();
    assertThat(check(codes.getLast())).isPresent();
  }

  @Test
  void shouldTellTheTeamByBothChannelsThatARecoveryCodeWasUsed() {
    List<String> codes = confirm(app(start()));
    AskedStepUp asked = AskedStepUp.by(fixture, owner.call(session));
    int emails = owner.emails().size();
    int texts = fixture.texts(owner.phone).size();

    authenticators.renewRecoveryCodes(owner.call(session), asked.answer(codes.getFirst()));

    // Of the use, and of the new ones.
    assertThat(owner.emails()).hasSize(emails + 2);
    assertThat(fixture.texts(owner.phone)).hasSize(texts + 2);
  }

  @Test
  void shouldTellTheTeamByBothChannelsThatAnAppIsRefused() {
    TestApp app = app(start());
    confirm(app);
    int emails = owner.emails().size();
    int texts = fixture.texts(owner.phone).size();
    fixture.advance(STEP);
    String right = app.code(fixture.now());

    for (int guess = 0; guess < 100; guess++) {
      assertThat(check(right.equals("000000") ? "000001" : "000000")).isEmpty();
    }

    assertThat(check(right)).as("no code of the app is good any more").isEmpty();
    assertThat(owner.emails()).hasSize(emails + 1);
    assertThat(fixture.texts(owner.phone)).hasSize(texts + 1);
  }

  @Test
  void shouldTakeTheLastRecoveryCodeToo() {
    for (String code : confirm(app(start()))) {
      assertThat(people.write(owner.tenant, List.of(check(code).orElseThrow().write())))
          .isInstanceOf(Outcome.Written.class);
    }

    assertThat(factor.on(owner.tenant, owner.userId).orElseThrow().recovery()).isEmpty();
  }

  @Test
  void shouldRefuseASecondAppUntilTheFirstIsRemoved() {
    TestApp app = app(start());
    confirm(app);
    assertProblem(
        IdentityProblem.TOTP_ALREADY_ON,
        () -> authenticators.start(owner.call(session), Optional.empty()));
    fixture.advance(STEP);

    authenticators.remove(owner.call(session), byApp(app));

    assertThat(factor.on(owner.tenant, owner.userId)).isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.TOTP_REMOVED);
    confirm(app(start()));
  }

  @Test
  void shouldRemoveALostAppByARecoveryCode() {
    List<String> codes = confirm(app(start()));
    AskedStepUp asked = AskedStepUp.by(fixture, owner.call(session));
    assertThat(asked.channel()).isEqualTo("TOTP");

    authenticators.remove(owner.call(session), asked.answer(codes.get(3)));

    assertThat(factor.on(owner.tenant, owner.userId)).isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.RECOVERY_CODE_USED);
  }

  @Test
  void shouldReplaceTheOldRecoveryCodesByNewOnes() {
    TestApp app = app(start());
    List<String> old = confirm(app);
    fixture.advance(STEP);
    Optional<StepUpAnswer> answer = byApp(app);

    List<String> fresh = authenticators.renewRecoveryCodes(owner.call(session), answer);

    assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(old);
    assertThat(check(old.getFirst())).isEmpty();
    assertThat(check(fresh.getFirst())).isPresent();
    assertThat(check(app.code(fixture.now()))).as("the code was used").isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.RECOVERY_CODES_RENEWED);
    AskedStepUp asked = AskedStepUp.by(fixture, owner.call(session));
    List<String> again =
        authenticators.renewRecoveryCodes(owner.call(session), asked.answer(fresh.get(1)));
    assertThat(check(fresh.getFirst())).isEmpty();
    assertThat(check(again.getFirst())).isPresent();
  }

  @Test
  void shouldTakeNoProofByTextOnceThereIsAnApp() {
    TestApp app = app(start());
    AskedStepUp byText = AskedStepUp.by(fixture, owner.call(session));
    Optional<StepUpAnswer> answer = byText.answer(fixture.code(owner.phone));
    confirm(app);

    assertProblem(
        IdentityProblem.INVALID_CODE, () -> authenticators.remove(owner.call(session), answer));
  }

  @Test
  void shouldGiveClientsNoApps() {
    owner.become(Role.CLIENT);

    assertProblem(
        CommonProblem.FORBIDDEN, () -> authenticators.start(owner.call(session), Optional.empty()));
    assertProblem(
        CommonProblem.FORBIDDEN, () -> authenticators.confirm(owner.call(session), "123456"));
    assertProblem(
        CommonProblem.NOT_FOUND,
        () -> authenticators.remove(owner.call(session), Optional.empty()));
  }

  @Test
  void shouldAskForAProofOfWhatIsGrave() {
    assertProblem(
        IdentityProblem.STEP_UP_REQUIRED,
        () -> authenticators.start(owner.call(session), Optional.empty()));
    confirm(app(start()));
    assertProblem(
        IdentityProblem.STEP_UP_REQUIRED,
        () -> authenticators.remove(owner.call(session), Optional.empty()));
    assertProblem(
        IdentityProblem.STEP_UP_REQUIRED,
        () -> authenticators.renewRecoveryCodes(owner.call(session), Optional.empty()));
  }

  @Test
  void shouldDrawTheUriAsAQrCode() {
    String picture = KeyUri.of("Barbearia: do Zé", "+5511999990001", "A".repeat(32)).qrCode();

    assertThat(picture).startsWith("data:image/svg+xml;base64,");
    String svg =
        new String(
            Base64.getDecoder().decode(picture.substring("data:image/svg+xml;base64,".length())),
            StandardCharsets.US_ASCII);
    assertThat(svg).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    assertThat(KeyUri.of("\uD83D\uDC88".repeat(100), "a".repeat(254), "A".repeat(32)).qrCode())
        .hasSizeGreaterThan(1000);
  }

  private Authenticators.Started start() {
    AskedStepUp asked = AskedStepUp.by(fixture, owner.call(session));
    return authenticators.start(owner.call(session), asked.answer(fixture.code(owner.phone)));
  }

  private static TestApp app(Authenticators.Started started) {
    return new TestApp(started.secret());
  }

  private List<String> confirm(TestApp app) {
    return authenticators.confirm(owner.call(session), app.code(fixture.now()));
  }

  private Optional<StepUpAnswer> byApp(TestApp app) {
    return AskedStepUp.by(fixture, owner.call(session)).answer(app.code(fixture.now()));
  }

  private Optional<TotpFactor.Use> check(String code) {
    Totp totp = factor.on(owner.tenant, owner.userId).orElseThrow();
    return factor.check(
        owner.call(session), people.account(owner.tenant, owner.userId).orElseThrow(), totp, code);
  }

  private String stored() {
    return fixture
        .bean(Table.class)
        .of(owner.tenant)
        .get(Totp.key(owner.tenant, owner.userId))
        .orElseThrow()
        .attributes()
        .toString();
  }

  private static void assertProblem(ProblemCode code, ThrowingCallable task) {
    assertThatThrownBy(task)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}

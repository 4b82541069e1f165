package io.marcado.identity.accounts.authenticators;

import static io.marcado.identity.Results.assertDone;
import static io.marcado.identity.Results.assertRefused;
import static io.marcado.identity.Results.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.Role;
import io.marcado.identity.IdentityFixture;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.SignedInOwner;
import io.marcado.identity.accounts.stepup.AskedStepUp;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.accounts.totp.TestApp;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.accounts.totp.TotpSetup;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticatorsTest {
  private static final IdentityRefusal EXPIRED =
      new IdentityRefusal.CodeExpired(CodeUse.TOTP_SETUP);
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
    owner.provesEmail();
    Authenticators.Started started = start();
    assertThat(started.uri().text())
        .isEqualTo(
            "otpauth://totp/Barbearia%20Demo:dora%40"
                + owner.tenant.value()
                + ".example.com?secret="
                + started.secret()
                + "&issuer=Barbearia%20Demo&algorithm=SHA1&digits=6&period=30");
    assertThat(factor.on(owner.tenant, owner.id)).isEmpty();

    List<String> codes = confirm(app(started));

    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(factor.on(owner.tenant, owner.id)).isPresent();
    assertThat(owner.events()).contains(SecurityEvent.Type.TOTP_ENABLED);
    assertThat(owner.emails()).containsExactly("TOTP_ENABLED");
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
      assertRefused(
          new IdentityRefusal.InvalidCode(4 - i),
          authenticators.confirm(owner.person(session), wrong, fixture.now()));
    }

    assertRefused(EXPIRED, attempt(app));
    confirm(app(start()));
  }

  @Test
  void shouldForgetAnUnconfirmedAppAfterTenMinutes() {
    TestApp app = app(start());
    fixture.advance(TotpSetup.TIME_TO_CONFIRM);

    assertRefused(EXPIRED, attempt(app));
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
    owner.provesEmail();
    List<String> codes = confirm(app(start()));
    AskedStepUp asked = AskedStepUp.by(fixture, owner.person(session));
    int emails = owner.emails().size();
    int texts = fixture.texts(owner.phone).size();

    List<String> _ =
        done(
            authenticators.renewRecoveryCodes(
                owner.person(session), asked.answer(codes.getFirst()), fixture.now()));

    // Of the use, and of the new ones.
    assertThat(owner.emails()).hasSize(emails + 2);
    assertThat(fixture.texts(owner.phone)).hasSize(texts + 2);
  }

  @Test
  void shouldTellTheTeamByBothChannelsThatAnAppIsRefused() {
    owner.provesEmail();
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

    assertThat(factor.on(owner.tenant, owner.id).orElseThrow().recovery()).isEmpty();
  }

  @Test
  void shouldRefuseASecondAppUntilTheFirstIsRemoved() {
    TestApp app = app(start());
    confirm(app);
    assertRefused(
        new IdentityRefusal.TotpAlreadyOn(),
        authenticators.start(owner.person(session), Optional.empty(), fixture.now()));
    fixture.advance(STEP);

    assertDone(authenticators.remove(owner.person(session), byApp(app), fixture.now()));

    assertThat(factor.on(owner.tenant, owner.id)).isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.TOTP_REMOVED);
    confirm(app(start()));
  }

  @Test
  void shouldRemoveALostAppByARecoveryCode() {
    List<String> codes = confirm(app(start()));
    AskedStepUp asked = AskedStepUp.by(fixture, owner.person(session));
    assertThat(asked.channel()).isEqualTo("TOTP");

    assertDone(
        authenticators.remove(owner.person(session), asked.answer(codes.get(3)), fixture.now()));

    assertThat(factor.on(owner.tenant, owner.id)).isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.RECOVERY_CODE_USED);
  }

  @Test
  void shouldReplaceTheOldRecoveryCodesByNewOnes() {
    TestApp app = app(start());
    List<String> old = confirm(app);
    fixture.advance(STEP);
    Optional<StepUpAnswer> answer = byApp(app);

    List<String> fresh =
        done(authenticators.renewRecoveryCodes(owner.person(session), answer, fixture.now()));

    assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(old);
    assertThat(check(old.getFirst())).isEmpty();
    assertThat(check(fresh.getFirst())).isPresent();
    assertThat(check(app.code(fixture.now()))).as("the code was used").isEmpty();
    assertThat(owner.events()).contains(SecurityEvent.Type.RECOVERY_CODES_RENEWED);
    AskedStepUp asked = AskedStepUp.by(fixture, owner.person(session));
    List<String> again =
        done(
            authenticators.renewRecoveryCodes(
                owner.person(session), asked.answer(fresh.get(1)), fixture.now()));
    assertThat(check(fresh.getFirst())).isEmpty();
    assertThat(check(again.getFirst())).isPresent();
  }

  @Test
  void shouldTakeNoProofByTextOnceThereIsAnApp() {
    TestApp app = app(start());
    AskedStepUp byText = AskedStepUp.by(fixture, owner.person(session));
    Optional<StepUpAnswer> answer = byText.answer(fixture.code(owner.phone));
    confirm(app);

    assertRefused(
        StepUp.REFUSED, authenticators.remove(owner.person(session), answer, fixture.now()));
  }

  @Test
  void shouldGiveClientsNoApps() {
    owner.become(Role.CLIENT);

    assertRefused(
        new IdentityRefusal.ForTeamOnly(),
        authenticators.start(owner.person(session), Optional.empty(), fixture.now()));
    assertRefused(
        new IdentityRefusal.ForTeamOnly(),
        authenticators.confirm(owner.person(session), "123456", fixture.now()));
    assertRefused(
        new IdentityRefusal.NotFound("authenticator app"),
        authenticators.remove(owner.person(session), Optional.empty(), fixture.now()));
  }

  @Test
  void shouldAskForAProofOfWhatIsGrave() {
    assertRefused(
        new IdentityRefusal.StepUpRequired(),
        authenticators.start(owner.person(session), Optional.empty(), fixture.now()));
    confirm(app(start()));
    assertRefused(
        new IdentityRefusal.StepUpRequired(),
        authenticators.remove(owner.person(session), Optional.empty(), fixture.now()));
    assertRefused(
        new IdentityRefusal.StepUpRequired(),
        authenticators.renewRecoveryCodes(owner.person(session), Optional.empty(), fixture.now()));
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
    AskedStepUp asked = AskedStepUp.by(fixture, owner.person(session));
    return done(
        authenticators.start(
            owner.person(session), asked.answer(fixture.code(owner.phone)), fixture.now()));
  }

  private static TestApp app(Authenticators.Started started) {
    return new TestApp(started.secret());
  }

  private List<String> confirm(TestApp app) {
    return done(attempt(app));
  }

  private Result<List<String>, IdentityRefusal> attempt(TestApp app) {
    return authenticators.confirm(owner.person(session), app.code(fixture.now()), fixture.now());
  }

  private Optional<StepUpAnswer> byApp(TestApp app) {
    return AskedStepUp.by(fixture, owner.person(session)).answer(app.code(fixture.now()));
  }

  private Optional<TotpFactor.Use> check(String code) {
    Totp totp = factor.on(owner.tenant, owner.id).orElseThrow();
    return factor.check(
        owner.tenant,
        people.account(owner.tenant, new PersonId(owner.userId)).orElseThrow(),
        totp,
        code,
        fixture.now());
  }

  private String stored() {
    return fixture
        .bean(Table.class)
        .of(owner.tenant)
        .get(Totp.key(owner.tenant, owner.id))
        .orElseThrow()
        .attributes()
        .toString();
  }
}

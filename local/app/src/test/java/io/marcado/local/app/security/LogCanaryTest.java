package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.outbox.IssuedCodes;
import io.marcado.platform.logging.JsonLogging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The canary finds what is seeded: as message, as context, and as a failure's message. */
class LogCanaryTest {
  private static final String TOKEN = "q3Jx0bVn_Zr6kS1dPp7w";
  private static final String CODE = "493027";
  private static final String PASSWORD = "as secret as can be";

  private final Path folder;

  LogCanaryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a phone number       | sent to +5511987654321
          a phone number       | GET /_local/messages?to=%2B351912345678
          a Brazilian number   | sent to 5511987654321
          a JWT                | eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln
          a password's hash    | $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA
          an API key           | mk_abcdefgh234567ab_q3Jx0bVn
          a manage token       | Bearer mb_b7qk2m4x6z3c5v7n2l4j6h3g5f_u4xf
          a link               | GET /barbearia/l/abcdefgh234567ab failed
          a code               | the code 493027 was wrong
          a code               | {"code":"493027"}
          an e-mail address    | mail to ana@shop-1.example.com failed
          a token              | token q3Jx0bVn_Zr6kS1dPp7wYtE2uHfLcMa9oGiD4eXvBz8
          a token              | {"refreshToken":"q3Jx0bVn-Zr6kS1dPp7wYtE2uHfLcMa9oGiD4eXvBz-"}
          a token of a message | https://example.com/invited?token=k5lmnt7e3p2q6ryzabcdwxyz234567qp
          a secret of a test   | token q3Jx0bVn_Zr6kS1dPp7w
          a secret of a test   | {"password":"as secret as can be"}
          a secret of a test   | {"password":"correct horse battery"}
          """)
  void shouldFindEachKind(String kind, String text) throws IOException {
    for (String logged : List.of("message", "context", "failure")) {
      Path log = folder.resolve(logged + ".log");
      log(log, logged, text);
      LogCanary.keep(log, List.of(TOKEN, PASSWORD));
      Files.writeString(folder.resolve(logged + ".log" + IssuedCodes.SUFFIX), CODE);
      assertThat(LogCanary.inFolder(folder))
          .as(logged)
          .singleElement()
          .asString()
          .startsWith(kind + " in line 1 of ");
      Files.delete(log);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Request answered
          Crowd: {201=1, 409=999} in 104432 ms
          done after 104432
          1-5759e988-bd862e3fe1be46a994272793
          2026-11-20T13:07:18.943373Z
          2026-11-20T13:07:18.943373391Z
          {"status":200,"durationMs":12.3}
          WhatsApp refused a number: code 131026
          0f8c0b3e-7c1c-4b5e-9b43-123456123456
          fbfd062e-5d76-46e5-b21b-555117909651
          trace 4bf92f3577b34da6a3ce929d0e0e4736 and bafbadfad2345672345672345672abcd
          Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1
          4KBNVRGD25RG1KEO9UT4V3FQDJVV4KQNSO5AEMVJF66Q9ASUAAJG
          at shouldRefuseWhateverTheBusinessDoesNotAllow(
          """)
  void shouldLeaveTheRestAlone(String text) throws IOException {
    Path log = folder.resolve("a.log");
    log(log, "message", text);
    Files.writeString(folder.resolve("a.log" + IssuedCodes.SUFFIX), CODE);
    assertThat(LogCanary.inFolder(folder)).isEmpty();
  }

  @Test
  void shouldNoteWhatRequestsAndAnswersHaveThatIsSecret() {
    String phone = TestStack.phone();
    TestStack.SignedUp shop = TestStack.business();
    shop.business().register("Ana", phone, "canary in a coal mine");
    String token =
        shop.business().tokens(phone, "canary in a coal mine").path("refreshToken").asText();

    assertThat(Secrets.seen()).contains("canary in a coal mine", token);
  }

  @Test
  void shouldWatchWhatThisVeryRunLogs() throws IOException {
    String log = System.getProperty("marcado.log");
    if (log != null) { // An IDE has no folder for it.
      TestStack.origin().get("/health").expect(200);
      assertThat(Files.readString(Path.of(log))).contains("Request answered");
    }
  }

  /** Logs as functions do. */
  private static void log(Path file, String how, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    Logger logger = new JsonLogging(lines::add).getLogger("io.marcado.canary");
    switch (how) {
      case "message" -> logger.info("It happened: {}", text);
      case "context" -> {
        MDC.put("what", text);
        logger.info("It happened");
        MDC.remove("what");
      }
      default -> logger.info("It happened", new IllegalStateException(text));
    }
    Files.write(file, lines);
  }
}

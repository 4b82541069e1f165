package io.marcado.messaging.replies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type, and what it is taken for. */
class MeaningTest {

  @ParameterizedTest(name = "{1} is {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CONFIRM|1",
        "CONFIRM| 1. ",
        "CONFIRM|Confirmo!",
        "CONFIRM|CONFIRMADO, obrigada",
        "YES|SIM",
        "YES|sim, por favor",
        "YES|Sim!!! 👍",
        "YES|SÍ",
        "YES|Si, gracias",
        "YES|yes please",
        "YES|Olá, sim",
        "OKAY|ok",
        "OKAY|OK, obrigado",
        "CANCEL|2",
        "CANCEL|CANCELAR",
        "CANCEL|cancelar, por favor",
        "CANCEL|Cancel",
        "CANCEL|desmarcar",
        "NO|NÃO",
        "NO|não, obrigada",
        "NO|no",
        "STOP|STOP",
        "STOP|Stop.",
        "STOP|STOPALL",
        "STOP|unsubscribe",
        "STOP|opt-out",
        "STOP|PARAR",
        "STOP|pare",
        "STOP|sair",
        "STOP|cancelar tudo",
        "STOP|BAJA",
        "STOP|alto",
        "START|start",
        "START|VOLTAR",
        "START|alta",
        "HELP|Ajuda?",
        "HELP|HELP",
        "HELP|ayuda",
        // Whatever else is said with it, somebody has to read it.
        "OTHER|sim, mas chego 10 minutos atrasada",
        "OTHER|não sei",
        "OTHER|quero cancelar só a barba",
        "OTHER|não cancelar",
        "OTHER|sim ou não?",
        "OTHER|12",
        "OTHER|para",
        "OTHER|stop calling me",
        "OTHER|1 2",
        "OTHER|obrigado",
        "OTHER|???",
        "OTHER|👍",
        "OTHER|\"\"",
      })
  void shouldTakeTheWholeTextForAWordOrLeaveItToPeople(Meaning meaning, String text) {
    assertThat(Meaning.of(text)).isEqualTo(meaning);
  }

  @Test
  void shouldLeaveLongTextsToPeople() {
    assertThat(Meaning.of("sim" + " ".repeat(5000))).isEqualTo(Meaning.OTHER);
    assertThat(Meaning.of("por favor ".repeat(500) + "sim")).isEqualTo(Meaning.OTHER);
  }

  @Test
  void shouldTakeCancelForStopOnlyWhereCarriersDo() {
    assertThat(Meaning.isStopOfCarriers("CANCEL")).isTrue();
    assertThat(Meaning.isStopOfCarriers("cancelar")).isFalse();
  }
}

package io.marcado.bookings.blocks;

import static io.marcado.bookings.blocks.Rota.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.TeamBlock;
import io.marcado.bookings.published.TeamBlocks;
import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.SessionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredTeamBlocksTest {
  private static final PersonId RITA = new PersonId("rita");

  private final Rota rota = new Rota();
  private final TeamBlocks blocks = rota.salon.bean(TeamBlocks.class);

  @AfterEach
  void close() {
    rota.close();
  }

  @Test
  void shouldEraseWhyAndByWhomAndKeepTheTime() {
    Block mine = made(RITA, 9);
    Block other = made(new PersonId("caio"), 14);

    assertThat(page()).extracting(TeamBlock::blockId).containsExactly(mine.id());
    assertThat(page().getFirst().reason()).contains("Ferien");
    assertThat(blocks.erase(rota.tenant, RITA, Rota.NOW)).isTrue();

    Block left = rota.desk().store.find(rota.tenant, mine.id()).orElseThrow().block();
    assertThat(left.reason()).isEmpty();
    assertThat(left.madeBy()).isEmpty();
    assertThat(left.requestHash()).isNotEqualTo(mine.requestHash());
    assertThat(left.version()).isEqualTo(2);
    assertThat(page()).isEmpty();
    assertThat(rota.cells(ONE)).hasSize(24).containsValue(10_000L);
    assertThat(rota.desk().store.find(rota.tenant, other.id()).orElseThrow().block())
        .isEqualTo(other);
  }

  @Test
  void shouldForgetWhyOnceABlockIsRemoved() {
    Block block = made(RITA, 9);
    assertThat(
            rota.desk()
                .blocks
                .remove(rota.admin(), block.id(), Optional.empty(), Rota.NOW)
                .whyRefused())
        .isEmpty();

    assertThat(rota.item(block.id())).doesNotContainKeys("reason", "madeBy").containsKey("ttl");
  }

  private List<TeamBlock> page() {
    return blocks.page(rota.tenant, RITA, 10, Optional.empty()).items();
  }

  private Block made(PersonId person, int hour) {
    Actor actor =
        new Actor.Person(rota.tenant, person, Role.ADMIN, new SessionId("session"), "192.0.2.1");
    return rota.desk()
        .blocks
        .create(actor, Rota.draft(List.of(ONE), Rota.hours(hour, hour + 1)), Rota.NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .block();
  }
}

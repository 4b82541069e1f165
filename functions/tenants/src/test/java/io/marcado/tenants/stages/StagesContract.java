package io.marcado.tenants.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.TenantId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Stages} does. */
abstract class StagesContract {
  static final TenantId OURS = new TenantId("oursoursoursours");
  static final TenantId THEIRS = new TenantId("theirstheirsthei");

  /** The implementation. */
  abstract Stages stages();

  /** The id of an API that stages can be made on. */
  abstract String api();

  /** What the stage tells functions of its tenant; empty when there is no such stage. */
  abstract Optional<String> tenantOf(String name);

  @Test
  void shouldMakeAStageThatKnowsItsTenant() {
    stages().ensure(stage("contract-new", OURS));

    assertThat(tenantOf("contract-new")).contains(OURS.value());
  }

  @Test
  void shouldLeaveItsOwnStageAsItIs() {
    stages().ensure(stage("contract-again", OURS));
    stages().ensure(stage("contract-again", OURS));

    assertThat(tenantOf("contract-again")).contains(OURS.value());
  }

  @Test
  void shouldRefuseTheStageOfAnother() {
    stages().ensure(stage("contract-theirs", THEIRS));

    assertThatThrownBy(() -> stages().ensure(stage("contract-theirs", OURS)))
        .isInstanceOf(StageFailedException.class);
    assertThat(tenantOf("contract-theirs")).contains(THEIRS.value());
  }

  TenantStage stage(String name, TenantId tenant) {
    return new TenantStage(api(), name, tenant, 20, 40);
  }
}

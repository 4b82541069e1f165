package io.marcado.tenants.stages;

import io.marcado.domain.TenantId;
import java.util.Optional;

class FakeStagesTest extends StagesContract {
  private final FakeStages stages = new FakeStages();

  @Override
  Stages stages() {
    return stages;
  }

  @Override
  String api() {
    return "api";
  }

  @Override
  Optional<String> tenantOf(String name) {
    return stages.find("api", name).map(TenantStage::tenant).map(TenantId::value);
  }
}

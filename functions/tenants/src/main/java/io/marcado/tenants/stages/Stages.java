package io.marcado.tenants.stages;

/** Makes the stages that businesses have on the shard APIs. */
public interface Stages {

  /**
   * Creates a stage, and its address on the custom domain if there is one. Idempotent: it keeps an
   * existing stage or address of the tenant.
   *
   * @throws StageFailedException when it could not be created, or belongs to another tenant
   */
  void ensure(TenantStage stage);
}
